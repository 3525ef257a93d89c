package metallb.bootstrap.scenario.world;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import metallb.bootstrap.pump.Clock;
import metallb.domain.net.Now;

/** Time that passes only where it is told to. Begins at 0 ns and on the first day of 2026. */
final class VirtualTime implements Clock {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private long nanos;
    /** The moment in which a story was told last, and how many were told in it. */
    private long toldAt = -1;
    private int toldThen;
    /** By how much the clock on the wall was set: it counts for texts and timestamps, never for deadlines. */
    private Duration stepped = Duration.ZERO;

    @Override
    public Now now() {
        return new Now(nanos, BEGINNING.plusNanos(nanos).plus(stepped));
    }

    /**
     * The time to write into an event. Stories of one moment are a microsecond apart, the smallest step that events know:
     * who lists them sees in which order they were told.
     */
    Instant nextStory() {
        toldThen = toldAt == nanos ? toldThen + 1 : 0;
        toldAt = nanos;
        return now().wall().plus(toldThen, ChronoUnit.MICROS);
    }

    long nanos() {
        return nanos;
    }

    /** Sets the clock on the wall, forward or back; what was measured in nanoseconds does not notice. */
    void stepWall(Duration by) {
        stepped = stepped.plus(by);
    }

    void setTo(long later) {
        if (later < nanos) {
            throw new IllegalArgumentException("time went back by " + (nanos - later) + " ns");
        }
        nanos = later;
    }
}
