package metallb.domain.cluster;

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
     */
    record Refused(WriteId id, int status, String text) implements WriteOutcome {}

    /** Nobody knows whether it landed: a time-out, a lost connection, an answer that made no sense. */
    record Unknown(WriteId id, String why) implements WriteOutcome {}

    /** The answer to {@link Write.Read}; empty where the object is not there. */
    record ReadBack(WriteId id, Optional<ClusterObject> object) implements WriteOutcome {}
}
