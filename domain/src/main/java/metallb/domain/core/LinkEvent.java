package metallb.domain.core;

import java.util.Objects;
import metallb.domain.net.Bytes;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;

/** What the transport says about a link, in the order it happened. After Down nothing more is said of it. */
public sealed interface LinkEvent extends TransportEvent {
    LinkId link();

    /** Somebody connected to us. */
    record Accepted(LinkId link, LinkEnds ends) implements LinkEvent {}

    /** The connection that we asked for stands. */
    record Up(LinkId link, LinkEnds ends) implements LinkEvent {}

    /** Bytes arrived, 64 KiB at most; nothing more is read of the link until it is resumed. */
    record Received(LinkId link, Bytes chunk) implements LinkEvent {
        public Received {
            Objects.requireNonNull(chunk, "chunk");
        }
    }

    /** The answer to {@link LinkEffect.Probe}: what the socket held was handed over before this. */
    record Probed(LinkId link) implements LinkEvent {}

    /** So many bytes of what was sent have gone into the socket: credit given back. */
    record Drained(LinkId link, int bytes) implements LinkEvent {}

    /** What may be the cause of the Down that follows, in words for people. */
    record Suspected(LinkId link, String cause) implements LinkEvent {
        public Suspected {
            Objects.requireNonNull(cause, "cause");
        }
    }

    /** The link is gone, or never came to be; why, in words for people. */
    record Down(LinkId link, String why) implements LinkEvent {
        public Down {
            Objects.requireNonNull(why, "why");
        }
    }
}
