package metallb.domain.bgp.session;

import java.util.Objects;
import java.util.OptionalLong;

/** Where a session stands (RFC 4271 section 8.2.2). */
public sealed interface SessionState {
    /** The state's name in RFC 4271. */
    String name();

    /** No connection: waiting for the next attempt, or for nothing any more. */
    record Idle(Reason reason) implements SessionState {
        public Idle {
            Objects.requireNonNull(reason, "reason");
        }

        /** When the next attempt begins; empty where none is planned. */
        public OptionalLong retryAtNanos() {
            return reason.retryAtNanos();
        }

        @Override
        public String name() {
            return "Idle";
        }
    }

    /** No connection, and the peer may open one; the next attempt of ours may be planned as well. */
    record Active(Reason reason) implements SessionState {
        public Active {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public String name() {
            return "Active";
        }
    }

    /** We asked for a connection. */
    record Connecting() implements SessionState {
        @Override
        public String name() {
            return "Connect";
        }
    }

    /** Our OPEN is out, the peer's is awaited. */
    record OpenSent() implements SessionState {
        @Override
        public String name() {
            return "OpenSent";
        }
    }

    /** The peer's OPEN was accepted, its first KEEPALIVE is awaited. */
    record OpenConfirm() implements SessionState {
        @Override
        public String name() {
            return "OpenConfirm";
        }
    }

    /** Routes are exchanged. */
    record Established(long sinceNanos, Terms terms) implements SessionState {
        public Established {
            Objects.requireNonNull(terms, "terms");
        }

        @Override
        public String name() {
            return "Established";
        }
    }
}
