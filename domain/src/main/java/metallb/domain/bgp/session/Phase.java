package metallb.domain.bgp.session;

import java.util.Optional;
import metallb.domain.bgp.wire.Message;

/** How far a connection has come, with what is known there (RFC 4271 section 8.2.2). */
sealed interface Phase {
    record OpenSent() implements Phase {}

    record OpenConfirm(Message.Open received, Terms terms) implements Phase {}

    record Established(long sinceNanos, Terms terms, AdjRibOut rib, UpdateSender sender) implements Phase {
        SessionState.Established asState() {
            return new SessionState.Established(sinceNanos, terms);
        }
    }

    /** @param before what it was in Established, where it got there */
    record Ended(Reason reason, Optional<Established> before) implements Phase {}

    default SessionState state() {
        return switch (this) {
            case OpenSent _ -> new SessionState.OpenSent();
            case OpenConfirm _ -> new SessionState.OpenConfirm();
            case Established on -> on.asState();
            case Ended(Reason reason, Optional<Established> _) -> new SessionState.Idle(reason);
        };
    }

    /** What both sides agreed on, once they did and while it lasts. */
    default Optional<Terms> agreed() {
        return switch (this) {
            case OpenConfirm confirm -> Optional.of(confirm.terms());
            case Established on -> Optional.of(on.terms());
            case OpenSent _, Ended _ -> Optional.empty();
        };
    }
}
