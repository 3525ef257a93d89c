package metallb.adapters.support.apistore.access;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The object with which a token ends: {@code kind} is Pod, Secret or Node. */
record BoundObject(String kind, String name, String uid) {
    BoundObject {
        if (resource(kind).isEmpty()) {
            throw new IllegalArgumentException("no token is bound to a " + kind);
        }
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uid, "uid");
    }

    /** Empty for a kind that no token is bound to. */
    static Optional<Resource> resource(String kind) {
        return switch (kind) {
            case "Pod" -> Optional.of(Resources.PODS);
            case "Secret" -> Optional.of(Resources.SECRETS);
            case "Node" -> Optional.of(Resources.NODES);
            default -> Optional.empty();
        };
    }

    /** {@code namespace}: the account's. */
    static Optional<ObjectNode> find(ApiStore store, String kind, String namespace, String name) {
        return resource(kind).flatMap(resource -> store.get(Target.object(resource, resource.namespaced() ? namespace : "", name)));
    }

    /** What a token's private claims name beside its account; empty for one that is bound to nothing. */
    static Optional<BoundObject> claimed(JsonNode claims) {
        return Stream.of("Pod", "Secret", "Node").filter(kind -> claims.has(claim(kind))).findFirst()
                .map(kind -> new BoundObject(kind, Json.text(claims, claim(kind), "name"), Json.text(claims, claim(kind), "uid")));
    }

    private static String claim(String kind) {
        return kind.toLowerCase(Locale.ROOT);
    }

    void enter(ObjectNode claims) {
        claims.putObject(claim(kind)).put("name", name).put("uid", uid);
    }

    boolean isThere(ApiStore store, String namespace) {
        return find(store, kind, namespace, name).filter(found -> Json.text(found, "metadata", "uid").equals(uid)).isPresent();
    }
}
