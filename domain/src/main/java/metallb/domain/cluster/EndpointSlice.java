package metallb.domain.cluster;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An EndpointSlice.
 *
 * @param service the Service of its namespace that the label {@code kubernetes.io/service-name} names
 * @param endpoints never null, though the API may say null
 */
public record EndpointSlice(ObjectMeta meta, Optional<ObjectKey> service, List<Endpoint> endpoints)
        implements ClusterObject {
    public EndpointSlice {
        Objects.requireNonNull(meta, "meta");
        Objects.requireNonNull(service, "service");
        endpoints = List.copyOf(endpoints);
    }

    @Override
    public Kind kind() {
        return Kind.ENDPOINT_SLICE;
    }
}
