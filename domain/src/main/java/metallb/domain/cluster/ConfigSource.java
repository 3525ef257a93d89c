package metallb.domain.cluster;

import java.util.Objects;
import java.util.Optional;
import metallb.domain.config.Reading;

/**
 * A ConfigMap that holds a configuration under its data key {@code config}: the operator's, or the accepted copy.
 *
 * @param kind {@link Kind#CONFIG} or {@link Kind#ACCEPTED_CONFIG}
 * @param reading what stands under the key; empty where the key is missing or its text is empty
 */
public record ConfigSource(ObjectMeta meta, Kind kind, Optional<Reading> reading) implements ClusterObject {
    public ConfigSource {
        Objects.requireNonNull(meta, "meta");
        Objects.requireNonNull(reading, "reading");
        if (kind != Kind.CONFIG && kind != Kind.ACCEPTED_CONFIG) {
            throw new IllegalArgumentException(kind + " is not a ConfigMap");
        }
    }
}
