package metallb.adapters.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;

/**
 * What one list and watch is about: all objects of a kind in the cluster, or the one of a name.
 *
 * @param only the one object; empty for all
 */
record Subject(Kind kind, Optional<ObjectKey> only) {
    /**
     * The subject of a kind; the two ConfigMaps are watched one by one, since more than their names we may not read.
     *
     * @param config the operator's ConfigMap
     * @param accepted the accepted copy of it
     */
    static Subject of(Kind kind, ObjectKey config, ObjectKey accepted) {
        return switch (kind) {
            case SERVICE, ENDPOINT_SLICE, NODE -> new Subject(kind, Optional.empty());
            case CONFIG -> new Subject(kind, Optional.of(config));
            case ACCEPTED_CONFIG -> new Subject(kind, Optional.of(accepted));
        };
    }

    String path() {
        return only.map(key -> Paths.of(kind, key.namespace())).orElseGet(() -> Paths.of(kind));
    }

    /** The query that selects the one object; empty for all. */
    Map<String, String> selector() {
        Map<String, String> query = new LinkedHashMap<>();
        only.ifPresent(key -> query.put("fieldSelector", "metadata.name=" + key.name()));
        return query;
    }

    /** The name of its thread: {@code watch-Service}, {@code watch-ConfigMap-config}. */
    String threadName() {
        return "watch-" + kind.apiKind() + only.map(key -> "-" + key.name()).orElse("");
    }
}
