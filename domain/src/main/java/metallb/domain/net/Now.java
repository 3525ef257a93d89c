package metallb.domain.net;

import java.time.Instant;
import java.util.Objects;

/**
 * The time as the core is told it.
 *
 * @param nanos a monotonic reading in nanoseconds; every deadline is made of these, so a stepped clock changes nothing
 * @param wall the clock on the wall, for texts and API timestamps only
 */
public record Now(long nanos, Instant wall) {
    public Now {
        Objects.requireNonNull(wall, "wall");
    }
}
