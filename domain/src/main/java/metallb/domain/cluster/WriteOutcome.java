package metallb.domain.cluster;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What became of a {@link Write}. */
public sealed interface WriteOutcome {
    WriteId id();

    /** It landed; the object is as the server answered it, and counts as a watch event. */
    record Done(WriteId id, ClusterObject object) implements WriteOutcome {
        public Done {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(object, "object");
        }
    }

    /** The object has another resourceVersion by now (HTTP 409). Nothing was written by this attempt. */
    record Conflict(WriteId id) implements WriteOutcome {}

    /** There is no such object any more (HTTP 404). */
    record Gone(WriteId id) implements WriteOutcome {}

    /**
     * The server refused (any other HTTP status that says no).
     *
     * @param status the HTTP status
     * @param text the server's own words
     * @param retryAfter how long the server wants to be left alone; zero where it did not say
     */
    record Refused(WriteId id, int status, String text, Duration retryAfter) implements WriteOutcome {
        private static final int TOO_MANY_REQUESTS = 429;
        private static final int SERVICE_UNAVAILABLE = 503;

        public Refused {
            if (retryAfter.isNegative()) {
                throw new IllegalArgumentException("to be left alone for " + retryAfter);
            }
        }

        public Refused(WriteId id, int status, String text) {
            this(id, status, text, Duration.ZERO);
        }

        /**
         * Whether it says nothing about the write: the server has more to do than it can (RFC 6585 section 4, RFC 9110
         * section 15.6.4).
         */
        public boolean isOfAnOverload() {
            return status == TOO_MANY_REQUESTS || status == SERVICE_UNAVAILABLE;
        }
    }

    /** Nobody knows whether it landed: a time-out, a lost connection, an answer that made no sense. */
    record Unknown(WriteId id, String why) implements WriteOutcome {}

    /** The answer to {@link Write.Read}; empty where the object is not there. */
    record ReadBack(WriteId id, Optional<ClusterObject> object) implements WriteOutcome {}
}
