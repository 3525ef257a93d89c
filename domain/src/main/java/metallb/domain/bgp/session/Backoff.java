package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * When to try again: after 1 s, 2 s, 4 s and so on up to 120 s, each with jitter. It begins anew only after a session whose
 * peer was heard for the hold time, so that one which accepts sessions and ends them, or falls silent, is not asked at full
 * speed; or where we ask for something else from now on.
 *
 * <p>A peer that calls us and is rejected is there and wants the session, so as long as it goes on calling no wait is
 * longer than 5 s. Some routers are idle after a rejection and close all connections meanwhile; longer waits could miss the
 * seconds between for many minutes.
 */
final class Backoff {
    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(120);
    /** The longest wait while the peer calls. */
    static final Duration LONGEST_WHILE_CALLED = Duration.ofSeconds(5);
    /** For so long a call says that the peer is there. */
    static final Duration CALL_COUNTS = Duration.ofMinutes(1);

    private final SplittableRandom random;
    private Duration next = FIRST;
    private OptionalLong calledNanos = OptionalLong.empty();

    Backoff(SplittableRandom random) {
        this.random = random;
    }

    /** What failed before says nothing of what comes. */
    void forget() {
        next = FIRST;
    }

    /** The peer opened a connection, and was rejected. */
    void called(long nanos) {
        calledNanos = OptionalLong.of(nanos);
    }

    private Duration longest(long nanos) {
        boolean called = calledNanos.isPresent() && nanos - calledNanos.getAsLong() < CALL_COUNTS.toNanos();
        return called ? LONGEST_WHILE_CALLED : LONGEST;
    }

    /** Nanoseconds to wait from now on before the next attempt. */
    long nextDelay(long nanos) {
        Duration longest = longest(nanos);
        long delay = Jitter.of(next.compareTo(longest) > 0 ? longest : next, random);
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return delay;
    }
}
