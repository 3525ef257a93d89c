package metallb.domain.cluster;

import java.util.Objects;
import java.util.Optional;

/**
 * One endpoint of a slice.
 *
 * @param address its first address as written; what tells two endpoints apart
 * @param nodeName the node it runs on, where the slice says so
 * @param ready {@code conditions.ready}, true where absent (Kubernetes API)
 * @param serving {@code conditions.serving}, the same as ready where absent
 * @param terminating {@code conditions.terminating}, false where absent
 */
public record Endpoint(String address, Optional<String> nodeName, boolean ready, boolean serving,
        boolean terminating) {
    public Endpoint {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(nodeName, "nodeName");
    }
}
