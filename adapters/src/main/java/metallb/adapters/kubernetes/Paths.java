package metallb.adapters.kubernetes;

import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;

/** Where things stand under the API's root. */
final class Paths {
    private Paths() {}

    /** All objects of a kind in the cluster. */
    static String of(Kind kind) {
        return group(kind) + "/" + plural(kind);
    }

    /** All objects of a kind in a namespace. */
    static String of(Kind kind, String namespace) {
        return group(kind) + "/namespaces/" + namespace + "/" + plural(kind);
    }

    /** One object. */
    static String of(Kind kind, ObjectKey key) {
        String all = key.namespace().isEmpty() ? of(kind) : of(kind, key.namespace());
        return all + "/" + key.name();
    }

    /** The events of a namespace. */
    static String events(String namespace) {
        return "/apis/events.k8s.io/v1/namespaces/" + namespace + "/events";
    }

    /** The leases of a namespace. */
    static String leases(String namespace) {
        return "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
    }

    private static String group(Kind kind) {
        return switch (kind) {
            case ENDPOINT_SLICE -> "/apis/discovery.k8s.io/v1";
            case SERVICE, NODE, CONFIG, ACCEPTED_CONFIG, SECRET -> "/api/v1";
        };
    }

    private static String plural(Kind kind) {
        return switch (kind) {
            case SERVICE -> "services";
            case ENDPOINT_SLICE -> "endpointslices";
            case NODE -> "nodes";
            case CONFIG, ACCEPTED_CONFIG -> "configmaps";
            case SECRET -> "secrets";
        };
    }
}
