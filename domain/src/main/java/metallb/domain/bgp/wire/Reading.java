package metallb.domain.bgp.wire;

import java.util.Objects;

/** What {@link MessageReader#next} found. */
public sealed interface Reading {
    record Complete(Message message) implements Reading {
        public Complete {
            Objects.requireNonNull(message, "message");
        }
    }

    /** All messages are read; what is left is the beginning of one. */
    record NeedMore() implements Reading {}

    /** Nothing behind it can be read: the session ends with this error. */
    record Malformed(NotificationError error) implements Reading {
        public Malformed {
            Objects.requireNonNull(error, "error");
        }
    }

    /**
     * A NOTIFICATION that cannot be read: the session ends as by any other, and nobody is told what was wrong with it
     * (RFC 4271 6.4).
     *
     * @param text for people
     */
    record Unanswerable(String text) implements Reading {
        public Unanswerable {
            Objects.requireNonNull(text, "text");
        }
    }

    Reading NEED_MORE = new NeedMore();
}
