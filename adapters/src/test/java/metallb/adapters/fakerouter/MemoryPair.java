package metallb.adapters.fakerouter;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import metallb.adapters.support.transporttest.Ear;
import metallb.adapters.support.transporttest.Pair;
import metallb.domain.net.AddressPort;
import metallb.domain.net.IpAddress;
import metallb.ports.transport.Transport;

/** Two hosts in memory, under virtual time. */
final class MemoryPair implements Pair {
    static final IpAddress LEFT = IpAddress.of("10.0.0.1");
    static final IpAddress RIGHT = IpAddress.of("10.0.0.2");

    private long now = 1_000;
    private final MemoryNetwork network;
    private final Ear leftEar = new Ear();
    private final Ear rightEar = new Ear();
    private final Transport left;
    private final Transport right;

    MemoryPair(Duration latency) {
        network = new MemoryNetwork(now, latency);
        left = network.host(LEFT, leftEar);
        right = network.host(RIGHT, rightEar);
    }

    MemoryNetwork network() {
        return network;
    }

    long now() {
        return now;
    }

    /** Everything that happens within so much time. */
    void pass(Duration time) {
        now += time.toNanos();
        network.step(now);
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
        return LEFT;
    }

    @Override
    public AddressPort rightPlace() {
        return new AddressPort(RIGHT, 0);
    }

    /** A condition may call the transports; so time goes on only where nothing comes of it any more now. */
    @Override
    public boolean passes(BooleanSupplier condition) {
        long until = now + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            int heard = heard();
            network.step(now);
            if (heard() > heard) {
                continue;
            }
            OptionalLong next = network.nextDeadline();
            if (next.isEmpty() || next.getAsLong() > until) {
                return condition.getAsBoolean();
            }
            now = next.getAsLong();
            network.step(now);
        }
        return true;
    }

    private int heard() {
        return leftEar.all().size() + rightEar.all().size();
    }

    @Override
    public void close() {
        left.close();
        right.close();
    }
}
