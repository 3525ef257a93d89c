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
 * @param labels of a node, in the order written; of other objects nobody reads them, and a feed may leave them out; never null
 * @param annotations ours, in the order written; others may be left out too; never null
 */
public record ObjectMeta(ObjectKey key, Uid uid, ResourceVersion version, Instant created, Map<String, String> labels,
        Map<String, String> annotations) {
    public ObjectMeta {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(created, "created");
        labels = copy(labels);
        annotations = copy(annotations);
    }

    /** Most objects have nothing here that is read, and there are many objects. */
    private static Map<String, String> copy(Map<String, String> map) {
        return map.isEmpty() ? Collections.emptyMap() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
