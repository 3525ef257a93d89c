package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * When to try again: after 1 s, 2 s, 4 s and so on up to 120 s, each with jitter. It begins anew only after a session that
 * lasted, so that a peer which accepts and ends sessions at once is not asked ever faster, or where we ask for something
 * else from now on.
 */
final class Backoff {
    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(120);
    /** How long a session without hold time must last. */
    static final Duration LASTING = Duration.ofSeconds(90);

    private final SplittableRandom random;
    private Duration next = FIRST;

    Backoff(SplittableRandom random) {
        this.random = random;
    }

    /** A session of these terms ended after {@code lasted}. */
    void sessionEnded(Duration holdTime, Duration lasted) {
        Duration enough = holdTime.isZero() ? LASTING : holdTime;
        if (lasted.compareTo(enough) >= 0) {
            next = FIRST;
        }
    }

    /** What failed before says nothing of what comes. */
    void forget() {
        next = FIRST;
    }

    /** Nanoseconds to wait before the next attempt. */
    long nextDelay() {
        long delay = Jitter.of(next, random);
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return delay;
    }
}
