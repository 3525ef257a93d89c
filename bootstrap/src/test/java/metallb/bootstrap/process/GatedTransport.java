package metallb.bootstrap.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import metallb.adapters.nio.NioTransport;
import metallb.domain.core.Expecting;
import metallb.domain.core.TransportEvent;
import metallb.domain.net.AddressPort;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.ports.transport.SocketOptions;

/** A transport whose thread is held up once it said who is expected: until the gate opens it accepts nobody. */
final class GatedTransport implements AutoCloseable {
    private final LinkedBlockingQueue<TransportEvent> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<SocketChannel> callers = new ArrayList<>();
    private final NioTransport transport;

    GatedTransport(SocketOptions options) throws IOException {
        transport = NioTransport.start(new LinkInlet(event -> {
            heard.add(event);
            if (event instanceof Expecting) {
                awaitGate();
            }
        }), options, broken -> {
            throw new AssertionError(broken);
        });
    }

    private void awaitGate() {
        try {
            if (!gate.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the test did not open the gate within 30 s");
            }
        } catch (InterruptedException ended) {
            throw new AssertionError(ended);
        }
    }

    void openGate() {
        gate.countDown();
    }

    TransportEvent next() throws InterruptedException {
        TransportEvent event = heard.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing happened within 20 s");
        }
        return event;
    }

    /** The port that the kernel chose. */
    int listen(IpAddress place) throws IOException {
        return transport.listen(new AddressPort(place, 0)).port();
    }

    void expect(LinkSettings... expected) {
        transport.expect(List.of(expected));
    }

    void resume(LinkId link) {
        transport.resume(link);
    }

    void close(LinkId link) {
        transport.close(link);
    }

    /** Somebody who will call from there. */
    SocketChannel caller(IpAddress from) throws IOException {
        SocketChannel caller = SocketChannel.open();
        callers.add(caller);
        caller.bind(new InetSocketAddress(InetAddress.getByName(from.toString()), 0));
        return caller;
    }

    @Override
    public void close() throws IOException {
        openGate();
        transport.close();
        for (SocketChannel caller : callers) {
            caller.close();
        }
    }
}
