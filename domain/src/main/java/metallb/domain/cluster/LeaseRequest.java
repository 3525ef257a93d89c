package metallb.domain.cluster;

import java.util.Objects;

/**
 * A request to the API about the one Lease that controllers contend for. Each is answered by exactly one
 * {@link LeaseOutcome} with the same number.
 */
public sealed interface LeaseRequest {
    long number();

    /** A consistent GET. */
    record Read(long number) implements LeaseRequest {}

    /** Make it, where there is none. */
    record Create(long number, LeaseSpec spec) implements LeaseRequest {
        public Create {
            Objects.requireNonNull(spec, "spec");
        }
    }

    /** Make its spec this one, if it still has that resourceVersion; what else it carries stays. */
    record Replace(long number, ResourceVersion version, LeaseSpec spec) implements LeaseRequest {
        public Replace {
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(spec, "spec");
        }
    }
}
