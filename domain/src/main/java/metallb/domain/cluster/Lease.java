package metallb.domain.cluster;

import java.util.Objects;

/** A Lease as the server has it. */
public record Lease(ResourceVersion version, LeaseSpec spec) {
    public Lease {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(spec, "spec");
    }
}
