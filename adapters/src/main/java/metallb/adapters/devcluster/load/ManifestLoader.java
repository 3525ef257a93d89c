package metallb.adapters.devcluster.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Request;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Response;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts objects into a store by the calls that a client would make: each is applied, with strict validation, and its status
 * written after it. What only a server writes (uid, versions, times, managers) is left out, so that what was exported from
 * another cluster can be loaded.
 */
public final class ManifestLoader {
    private static final String APPLY_TYPE = "application/apply-patch+yaml";
    private static final String MANAGER = "metallb-cluster";
    private static final List<String> OWNED_BY_SERVER = List.of("uid", "resourceVersion", "generation", "creationTimestamp",
            "deletionTimestamp", "deletionGracePeriodSeconds", "managedFields", "selfLink");

    private final ApiStore store;
    private final Instant now;
    private final List<Problem> problems = new ArrayList<>();

    private ManifestLoader(ApiStore store, Instant now) {
        this.store = store;
        this.now = now;
    }

    /** Loads all that can be loaded, in order, and tells what could not. */
    public static List<Problem> load(ApiStore store, String file, String text, Instant now) {
        var loader = new ManifestLoader(store, now);
        ManifestReader.Reading reading = ManifestReader.read(file, text);
        reading.manifests().forEach(loader::load);
        loader.problems.addAll(reading.problems());
        return loader.problems;
    }

    private void load(Manifest manifest) {
        Optional<Resource> resource = Resources.ALL.stream().filter(each -> each.apiVersion().equals(manifest.apiVersion())
                && each.kind().equals(manifest.kind()) && !each.is(Resource.Trait.REVIEW)).findFirst();
        if (manifest.kind().isEmpty() || manifest.apiVersion().isEmpty()) {
            problems.add(manifest.problem("an object needs apiVersion and kind"));
        } else if (resource.isEmpty()) {
            problems.add(manifest.problem("no matches for kind \"" + manifest.kind() + "\" in version \"" + manifest.apiVersion() + "\""));
        } else {
            load(manifest, resource.get());
        }
    }

    private void load(Manifest manifest, Resource resource) {
        ObjectNode object = manifest.object().deepCopy();
        Json.within(object, "metadata").remove(OWNED_BY_SERVER);
        String path = path(resource, manifest.namespace());
        boolean named = !manifest.name().isEmpty();
        Response answer = named ? send("PATCH", path + "/" + manifest.name(), APPLY_TYPE, object)
                : send("POST", path, "application/json", object);
        if (refused(manifest, answer) || !named || !resource.is(Resource.Trait.STATUS) || !object.has("status")) {
            return;
        }
        ObjectNode status = Json.object();
        status.set("status", object.get("status"));
        refused(manifest, send("PATCH", path + "/" + manifest.name() + "/status", "application/merge-patch+json", status));
    }

    private boolean refused(Manifest manifest, Response answer) {
        if (answer.code() < 300) {
            return false;
        }
        String name = (manifest.namespace().isEmpty() ? "" : manifest.namespace() + "/") + manifest.name();
        problems.add(manifest.problem(manifest.kind() + (name.isEmpty() ? "" : " " + name) + ": "
                + Json.text(Json.object(answer.body()), "message")));
        return true;
    }

    private Response send(String method, String path, String type, ObjectNode body) {
        Map<String, String> query = type.equals(APPLY_TYPE) ? Map.of("fieldManager", MANAGER, "fieldValidation", "Strict", "force", "true")
                : Map.of("fieldManager", MANAGER, "fieldValidation", "Strict");
        return store.handle(new Request(method, path, query, type, "application/json",
                body.toString().getBytes(StandardCharsets.UTF_8), now, MANAGER));
    }

    private static String path(Resource resource, String namespace) {
        return (resource.group().isEmpty() ? "/api/" : "/apis/") + resource.apiVersion()
                + (resource.namespaced() ? "/namespaces/" + (namespace.isEmpty() ? "default" : namespace) : "") + "/" + resource.plural();
    }
}
