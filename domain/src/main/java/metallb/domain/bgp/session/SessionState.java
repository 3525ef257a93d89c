package metallb.domain.bgp.session;

import java.util.Objects;
import java.util.OptionalLong;

/** Where a session stands (RFC 4271 section 8.2.2). */
public sealed interface SessionState {
    /** The state's name in RFC 4271. */
    String name();

    /** No connection: waiting for the next attempt, for the peer's, or for nothing any more. */
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
