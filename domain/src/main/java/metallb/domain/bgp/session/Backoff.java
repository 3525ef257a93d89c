package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * When to try again: after 1 s, 2 s, 4 s and so on up to 120 s, each with jitter. It begins anew only after a session whose
 * peer was heard for the hold time, so that one which accepts sessions and ends them, or falls silent, is not asked at full
 * speed; or where we ask for something else from now on.
 */
final class Backoff {
    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(120);
    /** How long the peer of a session without hold time must have been heard. */
    static final Duration LASTING = Duration.ofSeconds(90);

    private final SplittableRandom random;
    private Duration next = FIRST;

    Backoff(SplittableRandom random) {
        this.random = random;
    }

    /**
     * A session ended.
     *
     * @param holdTime what it had agreed on
     * @param heard from its beginning to the last message of the peer but a NOTIFICATION: silence proves nothing, or every
     *     session that a hold timer ended would have lasted
     */
    void sessionEnded(Duration holdTime, Duration heard) {
        Duration enough = holdTime.isZero() ? LASTING : holdTime;
        if (heard.compareTo(enough) >= 0) {
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
