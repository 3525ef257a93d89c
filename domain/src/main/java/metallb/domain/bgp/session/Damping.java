package metallb.domain.bgp.session;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import metallb.domain.net.Now;

/**
 * Holds a peer in Idle that calls us and whose sessions keep ending soon (RFC 4271 section 8.1.1, DampPeerOscillations), since
 * each of them costs a full sync: for 1 s, 2 s, 4 s and then 5 s. It begins anew after a session that lasted, or where we ask
 * for something else from now on. What {@link Backoff} is for those whom we dial; without jitter, as the peer chooses when it
 * calls.
 *
 * <p>The first two ends in a row hold nothing, nor does one that we asked for: a peer that restarts, or whose sessions are
 * cleared, is back at once. A caller who is rejected makes no hold longer, and may be idle for long itself, so it is bounded
 * as the waits of Backoff are while the peer calls.
 */
final class Damping {
    /** So many sessions in a row may end soon. */
    static final int FREE = 2;

    private int ends;
    /** Of the sessions that ended soon. */
    private Duration longest = Duration.ZERO;
    private Duration next = Backoff.FIRST;
    private Optional<Hold> hold = Optional.empty();

    private record Hold(long untilNanos, String text) {}

    /** A connection came to its end; what never was a session cost little, and its caller waits for its own timers. */
    void ended(Now now, Connection.Ending ending) {
        if (ending.hasLasted()) {
            forget();
        } else if (ending.reason().isReset()) {
            hold = Optional.empty();
        } else {
            ending.established().ifPresent(was -> endedSoon(now, Duration.ofNanos(now.nanos() - was.sinceNanos())));
        }
    }

    private void endedSoon(Now now, Duration lasted) {
        ends++;
        longest = lasted.compareTo(longest) > 0 ? lasted : longest;
        if (ends <= FREE) {
            return;
        }
        hold = Optional.of(new Hold(now.nanos() + next.toNanos(), "held until "
                + now.wall().plus(next).truncatedTo(ChronoUnit.MILLIS) + ", its last " + ends + " sessions ended within "
                + (longest.toSeconds() + 1) + " s"));
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(Backoff.LONGEST_WHILE_CALLED) > 0 ? Backoff.LONGEST_WHILE_CALLED : doubled;
    }

    /** What failed before says nothing of what comes. */
    void forget() {
        ends = 0;
        longest = Duration.ZERO;
        next = Backoff.FIRST;
        hold = Optional.empty();
    }

    /** The time of a hold is over, where it is. */
    void serve(long nanos) {
        hold = hold.filter(held -> held.untilNanos() - nanos > 0);
    }

    /** Why who calls is not let in now; empty where it is. */
    Optional<String> objection(long nanos) {
        serve(nanos);
        return hold.map(_ -> "but its sessions keep ending soon");
    }

    /** Of a peer that may call, while nobody is connected. */
    SessionState state(Reason last) {
        return hold.<SessionState>map(held -> new SessionState.Idle(last.and(held.text())))
                .orElseGet(() -> new SessionState.Active(last));
    }

    /** When the hold ends. */
    OptionalLong deadline() {
        return hold.map(held -> OptionalLong.of(held.untilNanos())).orElse(OptionalLong.empty());
    }
}
