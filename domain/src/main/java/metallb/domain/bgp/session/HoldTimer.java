package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * The HoldTimer of RFC 4271. Found late by more than a second it does not expire yet: after a pause of this process the
 * peer's KEEPALIVEs wait in the socket, so the link is read once before, and it expires only if nothing was there.
 */
final class HoldTimer {
    /** How late the timer may be looked at and still be believed. */
    static final long BELIEVED_NANOS = Duration.ofSeconds(1).toNanos();

    private long lengthNanos;
    private long deadlineNanos;
    private long heardNanos;
    private boolean probing;
    private boolean heardSince;

    /** What is to be done about it. */
    enum Verdict {
        NOTHING,
        PROBE,
        EXPIRED
    }

    /** Zero switches it off. */
    void start(long nanos, Duration length) {
        lengthNanos = length.toNanos();
        restart(nanos);
    }

    /** A whole message arrived. */
    void restart(long nanos) {
        heardNanos = nanos;
        deadlineNanos = nanos + lengthNanos;
    }

    /** When it was started or a whole message arrived last. */
    long heardNanos() {
        return heardNanos;
    }

    /** Bytes arrived, whole message or not. */
    void heard() {
        heardSince = true;
    }

    Verdict serve(long nanos) {
        if (!isRunning() || probing || nanos < deadlineNanos) {
            return Verdict.NOTHING;
        }
        if (nanos - deadlineNanos <= BELIEVED_NANOS) {
            return Verdict.EXPIRED;
        }
        probing = true;
        heardSince = false;
        return Verdict.PROBE;
    }

    /** The link was read; what was there came in before. */
    Verdict probed(long nanos) {
        boolean silent = probing && !heardSince && nanos >= deadlineNanos;
        probing = false;
        return silent ? Verdict.EXPIRED : Verdict.NOTHING;
    }

    Duration length() {
        return Duration.ofNanos(lengthNanos);
    }

    OptionalLong deadline() {
        return isRunning() && !probing ? OptionalLong.of(deadlineNanos) : OptionalLong.empty();
    }

    private boolean isRunning() {
        return lengthNanos > 0;
    }
}
