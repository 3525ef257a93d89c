package metallb.adapters.kubernetes;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after so many failures in a row: doubling up to a bound, the upper half of it by chance. */
record Pauses(Duration first, Duration longest) {
    /**
     * @param failures in a row, from 1
     * @return between half of the pause and all of it, so that a cluster's clients do not come back all at once
     */
    Duration after(int failures, RandomGenerator random) {
        long pause = first.toNanos();
        for (int i = 1; i < failures && pause < longest.toNanos(); i++) {
            pause *= 2;
        }
        pause = Math.min(pause, longest.toNanos());
        return Duration.ofNanos(pause / 2 + random.nextLong(pause / 2 + 1));
    }
}
