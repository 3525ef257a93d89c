package metallb.domain.cluster;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What every object carries.
 *
 * @param created the creationTimestamp, whole seconds as the API keeps it
 * @param labels in the order written; never null
 * @param annotations in the order written; never null
 */
public record ObjectMeta(ObjectKey key, Uid uid, ResourceVersion version, Instant created, Map<String, String> labels,
        Map<String, String> annotations) {
    public ObjectMeta {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(created, "created");
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }
}
