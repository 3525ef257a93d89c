package metallb.bootstrap.scenario.world;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Outcome;
import metallb.adapters.support.apistore.PatchType;
import metallb.adapters.support.apistore.Request;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Response;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.WriteOptions;
import metallb.adapters.support.apistore.schema.Json;
import metallb.domain.cluster.ObjectKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The cluster as its users see it: what kubectl does, at once and without latency. */
public final class Cluster {
    /** The operator's ConfigMap. */
    public static final ObjectKey CONFIG = new ObjectKey("metallb-system", "config");
    static final ObjectKey ACCEPTED_CONFIG = new ObjectKey("metallb-system", "config-accepted");

    private static final String USER = "kubectl";
    private static final String SERVICE_NAME_LABEL = "kubernetes.io/service-name";
    private static final int CREATED = 201;
    private static final int OK = 200;

    private final ApiStore store;
    private final VirtualTime time;

    Cluster(ApiStore store, VirtualTime time) {
        this.store = store;
        this.time = time;
    }

    /** What an installation brings: the accepted copy without data. */
    void furnish() {
        ensureNamespace("default");
        ObjectNode copy = manifest("v1", "ConfigMap", ACCEPTED_CONFIG);
        store.create(Resources.CONFIG_MAPS, ensureNamespace(ACCEPTED_CONFIG.namespace()), copy.toString(),
                WriteOptions.by(USER), now()).orThrow();
    }

    /** The beginning of an object to {@link #apply}. */
    public static ObjectNode manifest(String apiVersion, String kind, ObjectKey key) {
        ObjectNode json = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        ObjectNode metadata = json.putObject("metadata").put("name", key.name());
        if (!key.namespace().isEmpty()) {
            metadata.put("namespace", key.namespace());
        }
        return json;
    }

    /**
     * Server-side apply: what an earlier manifest said and this one does not say is gone. Namespaces come into being with
     * their first object.
     *
     * @param resource the manifest's
     * @return kubectl's word for what came of it, or the server's refusal
     */
    public String apply(Resource resource, ObjectKey key, JsonNode manifest) {
        if (resource.namespaced()) {
            ensureNamespace(key.namespace());
        }
        Target target = target(resource, key);
        Optional<String> before = version(target);
        Response response = store.handle(new Request("PATCH", path(resource, key),
                Map.of("fieldManager", USER, "force", "true"), "application/apply-patch+yaml", "application/json",
                manifest.toString().getBytes(StandardCharsets.UTF_8), now(), USER));
        String subject = resource.singular() + "/" + key.name() + " ";
        return switch (response.code()) {
            case CREATED -> subject + "created";
            case OK -> subject + (version(target).equals(before) ? "unchanged" : "configured");
            default -> subject + "refused: " + Json.text(Json.object(response.body()), "message");
        };
    }

    /** Merge patch, RFC 7396, of an object or its status; kubectl's word, or the server's refusal. */
    public String patch(Resource resource, ObjectKey key, String subresource, ObjectNode patch) {
        Target target = new Target(resource, key.namespace(), key.name(), subresource);
        Outcome outcome = store.patch(target, PatchType.MERGE, patch.toString(), WriteOptions.by(USER), now());
        return resource.singular() + "/" + key.name() + " " + word(outcome, "patched");
    }

    /** Deletes an object, and a service's endpoint slices with it, as a cluster does by itself. */
    public String delete(Resource resource, ObjectKey key) {
        String word = word(store.delete(target(resource, key), now()), "deleted");
        if (resource == Resources.SERVICES && word.equals("deleted")) {
            for (ObjectNode slice : store.list(Resources.ENDPOINT_SLICES, key.namespace())) {
                if (slice.path("metadata").path("labels").path(SERVICE_NAME_LABEL).asString("").equals(key.name())) {
                    store.delete(Target.object(Resources.ENDPOINT_SLICES, key.namespace(),
                            slice.path("metadata").path("name").stringValue()), now()).orThrow();
                }
            }
        }
        return resource.singular() + "/" + key.name() + " " + word;
    }

    public Optional<ObjectNode> get(Resource resource, ObjectKey key) {
        return store.get(target(resource, key));
    }

    /** All objects of a namespace, in the order of their names. */
    public List<ObjectNode> list(Resource resource, String namespace) {
        return store.list(resource, namespace);
    }

    private String ensureNamespace(String name) {
        if (store.get(Target.object(Resources.NAMESPACES, "", name)).isEmpty()) {
            String json = manifest("v1", "Namespace", ObjectKey.ofCluster(name)).toString();
            store.create(Resources.NAMESPACES, "", json, WriteOptions.by(USER), now());
        }
        return name;
    }

    private Optional<String> version(Target target) {
        return store.get(target).map(json -> json.path("metadata").path("resourceVersion").stringValue());
    }

    private Instant now() {
        return time.now().wall();
    }

    private static String word(Outcome outcome, String done) {
        return switch (outcome) {
            case Outcome.Done _ -> done;
            case Outcome.Answered(var status) -> status.isFailure() ? "refused: " + status.message() : done;
        };
    }

    private static Target target(Resource resource, ObjectKey key) {
        return Target.object(resource, key.namespace(), key.name());
    }

    private static String path(Resource resource, ObjectKey key) {
        return (resource.group().isEmpty() ? "/api/" : "/apis/") + resource.apiVersion()
                + (key.namespace().isEmpty() ? "" : "/namespaces/" + key.namespace())
                + "/" + resource.plural() + "/" + key.name();
    }
}
