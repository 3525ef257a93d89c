package metallb.bootstrap.scenario.world;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A process's way to the API, which may be cut for a while. */
final class Uplink implements BooleanSupplier {
    private final VirtualTime time;
    private long cutUntil;

    Uplink(VirtualTime time) {
        this.time = time;
        this.cutUntil = time.nanos();
    }

    void cut(Duration duration) {
        cutUntil = Math.max(cutUntil, time.nanos() + duration.toNanos());
    }

    /** How long nothing will pass. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, cutUntil - time.nanos()));
    }

    /** Whether nothing passes. */
    @Override
    public boolean getAsBoolean() {
        return time.nanos() < cutUntil;
    }
}
