package metallb.adapters.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import metallb.adapters.support.transporttest.Ear;
import metallb.adapters.support.transporttest.Heard;
import metallb.domain.core.MetricFamily;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.ports.transport.SocketOptions;
import metallb.ports.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What one link can do to another, and what nothing costs: with real sockets, whose reads would wait for ever. The same with the
 * speaker's core behind it is {@code WorstNeighboursTest} of the acceptance tests.
 */
@Timeout(60)
class NioBoundsTest {
    private static final AddressPort HERE = new AddressPort(IpAddress.of("127.0.0.1"), 0);
    private static final SocketOptions OPTIONS = SocketOptions.unavailable("the test says no");
    private static final LinkId FLOODED = new LinkId(1);
    private static final LinkId STUCK = new LinkId(2);
    private static final LinkId GOOD = new LinkId(3);
    private static final Bytes KEEPALIVE = Bytes.copyOf(new byte[19]);
    private static final int LIMIT = 65_536;

    private final Ear ear = new Ear();
    private final AtomicReference<Throwable> broken = new AtomicReference<>();
    private final List<SocketChannel> others = new ArrayList<>();
    private NioTransport transport;

    @AfterEach
    void end() throws IOException {
        transport.close();
        for (SocketChannel other : others) {
            other.close();
        }
        assertNull(broken.get());
    }

    private NioTransport start(Accepting accepting, Transport.Listener listener)
            throws IOException {
        transport = NioTransport.start(listener, OPTIONS, broken::set, accepting);
        return transport;
    }

    private SocketChannel connect(ServerSocketChannel server, LinkId link) throws IOException {
        transport.connect(link, LinkSettings.plain(Sockets.addressPort(server.getLocalAddress()), Optional.empty()));
        SocketChannel other = server.accept();
        others.add(other);
        await(() -> !ear.of(link, Heard.Up.class).isEmpty());
        return other;
    }

    private void await(BooleanSupplier condition) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, "within 20 s");
            listenFor(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** Whether something more was heard within that time. */
    private boolean listenFor(long nanos) {
        int seen = ear.all().size();
        try {
            ear.awaitMoreThan(seen, nanos);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return ear.all().size() > seen;
    }

    @Test
    void sleepsUntilThereIsSomethingToDo() throws IOException {
        start(new Accepting(8, 8), ear);
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(Sockets.socketAddress(HERE))) {
            SocketChannel other = connect(server, GOOD);
            transport.send(GOOD, KEEPALIVE);
            await(() -> ear.drained(GOOD) == 19);
            await(() -> isAsleep());
            long before = transport.wakeUps();
            assertEquals(false, listenFor(TimeUnit.SECONDS.toNanos(1)), "nothing happens for a second");
            assertEquals(before, transport.wakeUps(), "and nobody wakes up for it");
            other.write(ByteBuffer.wrap(KEEPALIVE.toArray()));
            await(() -> ear.bytes(GOOD).length == 19);
            await(() -> transport.wakeUps() > before);
            await(() -> isAsleep());
            assertEquals(List.of(new MetricFamily("metallb_selector_wakeups_total",
                    "How often the thread of the BGP connections woke up.", MetricFamily.Type.COUNTER,
                    List.of(new MetricFamily.Sample(Map.of(), transport.wakeUps())))), transport.metrics());
        }
    }

    private static boolean isAsleep() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("bgp-io"))
                .allMatch(thread -> thread.getState() == Thread.State.RUNNABLE
                        && thread.getStackTrace().length > 0
                        && thread.getStackTrace()[0].getMethodName().equals("wait"));
    }

    @Test
    void aFloodAndAZeroWindowDelayNobodyElse() throws IOException, InterruptedException {
        Counting counting = new Counting(ear);
        start(new Accepting(8, 8), counting);
        counting.transport = transport;
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(Sockets.socketAddress(HERE))) {
            SocketChannel flooding = connect(server, FLOODED);
            Thread flood = Thread.ofPlatform().start(() -> writeForEver(flooding));
            connect(server, STUCK);
            int given = 0;
            do {
                transport.send(STUCK, Bytes.copyOf(new byte[LIMIT]));
                given += LIMIT;
                listenFor(TimeUnit.MILLISECONDS.toNanos(200));
            } while (ear.drained(STUCK) == given);
            SocketChannel good = connect(server, GOOD);
            long slowest = 0;
            ByteBuffer buffer = ByteBuffer.allocate(19);
            for (int i = 0; i < 200; i++) {
                long begin = System.nanoTime();
                transport.send(GOOD, KEEPALIVE);
                buffer.clear();
                while (buffer.hasRemaining()) {
                    good.read(buffer);
                }
                slowest = Math.max(slowest, System.nanoTime() - begin);
            }
            assertTrue(counting.flooded > 200L * LIMIT, "the flood was one: " + counting.flooded);
            assertTrue(ear.drained(STUCK) < given, "the zero window was one");
            // a keepalive's third of the shortest hold time is 1 s
            assertTrue(slowest < TimeUnit.SECONDS.toNanos(1), "the slowest of 200 took " + slowest + " ns");
            transport.close();
            flood.join();
        }
    }

    /** Until the other side closes. */
    private static void writeForEver(SocketChannel channel) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(LIMIT);
        try {
            while (channel.write(buffer.clear()) > 0) {
                Thread.onSpinWait();
            }
        } catch (IOException _) {
            // the end of it
        }
    }

    /** Lets the flooded link be read on at once, as a core does that has nothing better to do, and keeps nothing of it. */
    private static final class Counting implements Transport.Listener {
        private final Ear ear;
        private volatile NioTransport transport;
        private volatile long flooded;

        Counting(Ear ear) {
            this.ear = ear;
        }

        @Override
        public void accepted(LinkId link, LinkEnds ends) {
            ear.accepted(link, ends);
        }

        @Override
        public void up(LinkId link, LinkEnds ends) {
            ear.up(link, ends);
        }

        @Override
        public void received(LinkId link, Bytes chunk) {
            flooded = flooded + chunk.length();
            transport.resume(link);
        }

        @Override
        public void probed(LinkId link) {
            ear.probed(link);
        }

        @Override
        public void drained(LinkId link, int bytes) {
            ear.drained(link, bytes);
        }

        @Override
        public void suspected(LinkId link, String cause) {
            ear.suspected(link, cause);
        }

        @Override
        public void down(LinkId link, String why) {
            ear.down(link, why);
        }
    }

    @Test
    void oneAddressDoesNotTakeAllConnectionsByItsSilence() throws IOException {
        AddressPort place = start(new Accepting(8, 2), ear).listen(HERE);
        SocketChannel first = open(place, "127.0.0.1");
        open(place, "127.0.0.1");
        await(() -> ear.accepted().size() == 2);
        assertEquals(-1, open(place, "127.0.0.1").read(ByteBuffer.allocate(1)), "closed at once");
        open(place, "127.0.0.2");
        await(() -> ear.accepted().size() == 3);
        first.write(ByteBuffer.wrap(KEEPALIVE.toArray()));
        await(() -> ear.bytes(new LinkId(-1)).length == 19);
        SocketChannel next = open(place, "127.0.0.1");
        await(() -> ear.accepted().size() == 4);
        next.close();
        await(() -> ear.why(new LinkId(-4)).isPresent());
        open(place, "127.0.0.1");
        await(() -> ear.accepted().size() == 5);
    }

    @Test
    void aRouterThatIsExpectedMayHaveTwoConnectionsThatSayNothing() throws IOException {
        AddressPort place = start(new Accepting(8, 4), ear).listen(HERE);
        transport.expect(List.of(LinkSettings.plain(new AddressPort(IpAddress.of("127.0.0.1"), 179), Optional.empty())));
        transport.countFaults();
        await(() -> ear.counts().size() == 1);
        SocketChannel first = open(place, "127.0.0.1");
        open(place, "127.0.0.1");
        await(() -> ear.accepted().size() == 2);
        assertEquals(-1, open(place, "127.0.0.1").read(ByteBuffer.allocate(1)), "closed at once");
        first.close();
        await(() -> ear.why(new LinkId(-1)).isPresent());
        open(place, "127.0.0.1");
        for (int i = 0; i < 4; i++) {
            open(place, "127.0.0.2");
        }
        await(() -> ear.accepted().size() == 7);
    }

    @Test
    void strangersLeaveHalfOfThePlacesToTheRoutersThatAreExpected() throws IOException {
        AddressPort place = start(new Accepting(6, 6), ear).listen(HERE);
        transport.expect(List.of(LinkSettings.plain(new AddressPort(IpAddress.of("127.0.0.1"), 179), Optional.empty()),
                LinkSettings.plain(new AddressPort(IpAddress.of("127.0.0.2"), 179), Optional.empty())));
        transport.countFaults();
        await(() -> ear.counts().size() == 1);
        List<SocketChannel> strangers = List.of(open(place, "127.0.0.3"), open(place, "127.0.0.4"),
                open(place, "127.0.0.5"));
        await(() -> ear.accepted().size() == 3);
        assertEquals(-1, open(place, "127.0.0.6").read(ByteBuffer.allocate(1)), "closed at once");
        for (String router : List.of("127.0.0.1", "127.0.0.2", "127.0.0.1")) {
            open(place, router);
        }
        await(() -> ear.accepted().size() == 6);
        assertEquals(-1, open(place, "127.0.0.2").read(ByteBuffer.allocate(1)), "there are no more places at all");
        strangers.getFirst().close();
        await(() -> ear.why(new LinkId(-1)).isPresent());
        open(place, "127.0.0.6");
        await(() -> ear.accepted().size() == 7);
        assertEquals(-1, open(place, "127.0.0.7").read(ByteBuffer.allocate(1)), "closed at once");
    }

    private SocketChannel open(AddressPort place, String source) throws IOException {
        SocketChannel channel = SocketChannel.open();
        others.add(channel);
        channel.bind(Sockets.socketAddress(new AddressPort(IpAddress.of(source), 0)));
        channel.connect(Sockets.socketAddress(place));
        return channel;
    }
}
