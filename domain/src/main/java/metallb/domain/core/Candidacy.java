package metallb.domain.core;

import java.util.Objects;
import metallb.domain.lease.LeaseTimings;

/**
 * How a controller contends with others like it.
 *
 * @param identity of this process, like no other's
 */
public record Candidacy(String identity, LeaseTimings timings) {
    public Candidacy {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(timings, "timings");
    }
}
