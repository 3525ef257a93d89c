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

    Reading NEED_MORE = new NeedMore();
}
