package metallb.domain.core;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Every ten minutes, give or take one, everything is looked at again although nothing was heard: what should have been
 * done and was not is done then. Where all is as it should be it changes nothing and says nothing to the API.
 */
final class FullPass {
    static final Duration PERIOD = Duration.ofMinutes(10);
    private static final long SPREAD = Duration.ofMinutes(1).toNanos();

    private final SplittableRandom random;
    private OptionalLong due = OptionalLong.empty();

    FullPass(SplittableRandom random) {
        this.random = random;
    }

    /** Whether it is time; asked for the first time, it is not. */
    boolean isDue(long nanos) {
        boolean isDue = due.isPresent() && due.getAsLong() <= nanos;
        if (isDue || due.isEmpty()) {
            due = OptionalLong.of(nanos + PERIOD.toNanos() + random.nextLong(-SPREAD, SPREAD + 1));
        }
        return isDue;
    }

    OptionalLong nextDeadline() {
        return due;
    }
}
