package metallb.adapters.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;

/**
 * What one list and watch is about: all objects of a kind in the cluster, those in a namespace, or the one of a name.
 *
 * @param namespace empty for all of them
 * @param name of the one object; empty for all
 */
record Subject(Kind kind, Optional<String> namespace, Optional<String> name) {
    /**
     * The subject of a kind; the two ConfigMaps are watched one by one, since more than their names we may not read.
     * Which Secrets are named the configuration says, so all in its namespace are watched (docs/decisions/0015).
     *
     * @param config the operator's ConfigMap
     * @param accepted the accepted copy of it
     */
    static Subject of(Kind kind, ObjectKey config, ObjectKey accepted) {
        return switch (kind) {
            case SERVICE, ENDPOINT_SLICE, NODE -> new Subject(kind, Optional.empty(), Optional.empty());
            case CONFIG -> only(kind, config);
            case ACCEPTED_CONFIG -> only(kind, accepted);
            case SECRET -> new Subject(kind, Optional.of(config.namespace()), Optional.empty());
        };
    }

    private static Subject only(Kind kind, ObjectKey key) {
        return new Subject(kind, Optional.of(key.namespace()), Optional.of(key.name()));
    }

    String path() {
        return namespace.map(in -> Paths.of(kind, in)).orElseGet(() -> Paths.of(kind));
    }

    /** The query that selects the one object; empty for all. */
    Map<String, String> selector() {
        Map<String, String> query = new LinkedHashMap<>();
        name.ifPresent(one -> query.put("fieldSelector", "metadata.name=" + one));
        return query;
    }

    /** The name of its thread: {@code watch-Service}, {@code watch-ConfigMap-config}. */
    String threadName() {
        return "watch-" + kind.apiKind() + name.map(one -> "-" + one).orElse("");
    }
}
