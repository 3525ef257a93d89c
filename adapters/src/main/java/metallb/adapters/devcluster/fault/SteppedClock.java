package metallb.adapters.devcluster.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that is wrong by as much as it is told: the server's clock beside its clients'. */
public final class SteppedClock implements InstantSource {
    private final InstantSource base;
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    public SteppedClock(InstantSource base) {
        this.base = base;
    }

    @Override
    public Instant instant() {
        return base.instant().plus(offset.get());
    }

    /** How far it is ahead of the clock that it is set against; negative where it is behind. */
    public Duration offset() {
        return offset.get();
    }

    public void offset(Duration ahead) {
        offset.set(ahead);
    }

    /** Ahead of where it is by this much more, or back. */
    public void step(Duration by) {
        offset.accumulateAndGet(by, Duration::plus);
    }
}
