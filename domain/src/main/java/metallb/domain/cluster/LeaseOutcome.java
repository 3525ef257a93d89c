package metallb.domain.cluster;

import java.util.Objects;

/** What became of a {@link LeaseRequest}. */
public sealed interface LeaseOutcome {
    long number();

    /** It was read, or the write landed: the lease as the server has it now. */
    record Found(long number, Lease lease) implements LeaseOutcome {
        public Found {
            Objects.requireNonNull(lease, "lease");
        }
    }

    /** There is no such lease (HTTP 404). */
    record Absent(long number) implements LeaseOutcome {}

    /** Somebody else was first (HTTP 409): nothing was written. */
    record Conflict(long number) implements LeaseOutcome {}

    /** No answer, or one that leaves open whether the write landed, or a refusal of another kind. */
    record Failed(long number, String why) implements LeaseOutcome {}
}
