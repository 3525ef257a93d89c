package metallb.domain.bgp.session;

import java.util.Objects;
import metallb.domain.bgp.wire.Message;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;

/** What a {@link Peer} wants done or known, in the order it happened. */
public sealed interface SessionOutput {
    /** Open a connection; answered by {@link Peer#up} or {@link Peer#down}. */
    record Connect(LinkId link, LinkSettings settings) implements SessionOutput {
        public Connect {
            Objects.requireNonNull(link, "link");
            Objects.requireNonNull(settings, "settings");
        }
    }

    /** Send whole messages; never beyond the link's credit. */
    record Send(LinkId link, Bytes bytes) implements SessionOutput {
        public Send {
            Objects.requireNonNull(link, "link");
            Objects.requireNonNull(bytes, "bytes");
        }
    }

    /** The last chunk is digested: read on. */
    record Resume(LinkId link) implements SessionOutput {}

    /** Read the socket once, now; answered by {@link Peer#probed}, behind a {@link Peer#received} if something was there. */
    record Probe(LinkId link) implements SessionOutput {}

    /** Send what was given, then close in order; answered by {@link Peer#down}. */
    record Close(LinkId link) implements SessionOutput {}

    /** The session entered Established. */
    record Up(Terms terms, Message.Open sent, Message.Open received) implements SessionOutput {
        public Up {
            Objects.requireNonNull(terms, "terms");
            Objects.requireNonNull(sent, "sent");
            Objects.requireNonNull(received, "received");
        }
    }

    /** The session left Established. */
    record Down(Reason reason) implements SessionOutput {
        public Down {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** An attempt ended before Established, and none is left. */
    record Failed(Reason reason) implements SessionOutput {
        public Failed {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** One of two connections ended before Established, and the other, or an attempt at one, goes on. */
    record Dropped(Reason reason) implements SessionOutput {
        public Dropped {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** A connection that the peer opened was not wanted; what else there is goes on. */
    record Rejected(Reason reason) implements SessionOutput {
        public Rejected {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Routes of the peer came and went; only while Established. */
    record Received(Message.Update update) implements SessionOutput {
        public Received {
            Objects.requireNonNull(update, "update");
        }
    }

    /** The peer asked for all routes of the family again; they are on their way. */
    record Refresh(Family family) implements SessionOutput {
        public Refresh {
            Objects.requireNonNull(family, "family");
        }
    }
}
