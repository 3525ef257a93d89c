package metallb.adapters.nio;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import metallb.adapters.support.transporttest.Ear;
import metallb.adapters.support.transporttest.Pair;
import metallb.domain.net.AddressPort;
import metallb.domain.net.IpAddress;
import metallb.ports.transport.SocketOptions;
import metallb.ports.transport.Transport;

/** Two transports on the loopback interface, under real time. */
final class LoopbackPair implements Pair {
    private static final SocketOptions OPTIONS = SocketOptions.unavailable("not in this test");

    private final IpAddress leftAddress;
    private final IpAddress rightAddress;
    private final AtomicReference<Throwable> broken = new AtomicReference<>();
    private final Ear leftEar = new Ear();
    private final Ear rightEar = new Ear();
    private final Transport left = NioTransport.start(leftEar, OPTIONS, broken::set);
    private final Transport right = NioTransport.start(rightEar, OPTIONS, broken::set);

    LoopbackPair(String leftAddress, String rightAddress) throws IOException {
        this.leftAddress = IpAddress.of(leftAddress);
        this.rightAddress = IpAddress.of(rightAddress);
    }

    @Override
    public Ear leftEar() {
        return leftEar;
    }

    @Override
    public Transport left() {
        return left;
    }

    @Override
    public Ear rightEar() {
        return rightEar;
    }

    @Override
    public Transport right() {
        return right;
    }

    @Override
    public IpAddress leftAddress() {
        return leftAddress;
    }

    @Override
    public AddressPort rightPlace() {
        return new AddressPort(rightAddress, 0);
    }

    /** Looks again whenever either side heard something, and every 5 ms since only one of them can be waited for. */
    @Override
    public boolean passes(BooleanSupplier condition) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (until - System.nanoTime() > 0) {
            int seen = rightEar.all().size();
            if (condition.getAsBoolean()) {
                return true;
            }
            try {
                rightEar.awaitMoreThan(seen, TimeUnit.MILLISECONDS.toNanos(5));
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
        return condition.getAsBoolean();
    }

    @Override
    public void close() {
        left.close();
        right.close();
        if (broken.get() != null) {
            throw new AssertionError("a selector loop broke", broken.get());
        }
    }
}
