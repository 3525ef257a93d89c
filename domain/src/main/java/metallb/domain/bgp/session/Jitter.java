package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.SplittableRandom;

/** RFC 4271 section 10: timers are spread over 75 to 100 per cent of their length, so that peers do not beat in step. */
final class Jitter {
    private static final double LEAST = 0.75;

    private Jitter() {}

    /** Nanoseconds, evenly spread. */
    static long of(Duration length, SplittableRandom random) {
        return (long) (length.toNanos() * (LEAST + (1 - LEAST) * random.nextDouble()));
    }
}
