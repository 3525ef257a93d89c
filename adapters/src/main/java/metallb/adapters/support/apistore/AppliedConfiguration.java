package metallb.adapters.support.apistore;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.adapters.support.apistore.schema.Decoding;
import metallb.adapters.support.apistore.schema.FieldSet;
import metallb.adapters.support.apistore.schema.GoJson;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.TypedPatch;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of a server-side apply: what its manager wants, or why that cannot be applied. */
sealed interface AppliedConfiguration {
    /**
     * What is wanted.
     *
     * @param written as it came, with kind and apiVersion
     * @param sparse only what is written, decoded
     * @param fields the same as paths, with their values; a map counts through its keys only, an item of a list counts itself too
     * @param whole decoded with the server's zero values, for an object that is not there yet
     */
    record Wanted(ObjectNode written, ObjectNode sparse, Map<List<String>, JsonNode> fields, Body.Read whole) implements AppliedConfiguration {
        String metadata(String field) {
            return Json.text(whole.object(), "metadata", field);
        }
    }

    /** Why not. */
    record Refused(Status status) implements AppliedConfiguration {
    }

    /** The server's looks in their order: YAML, kind, managed fields, fields and types; values last. */
    static AppliedConfiguration read(Resource resource, byte[] content, WriteOptions options) {
        JsonNode tree;
        try {
            tree = Body.YAML.readTree(content);
        } catch (JacksonException malformed) {
            return refused("error decoding YAML: error converting YAML to JSON: " + malformed.getOriginalMessage());
        }
        Optional<String> mistyped = tree.isMissingNode() ? Optional.empty() : GoJson.notAnObject(tree, GoJson.MAP);
        if (mistyped.isPresent()) {
            return refused("error decoding YAML: error unmarshaling JSON: while decoding JSON: " + mistyped.get());
        }
        ObjectNode written = tree instanceof ObjectNode object ? object : Json.object();
        return refusal(resource, written).<AppliedConfiguration>map(Refused::new)
                .orElseGet(() -> switch (Body.decode(resource, written, options)) {
                    case Body.Refused refused -> new Refused(refused.status());
                    case Body.Read whole -> wanted(resource, written, whole);
                });
    }

    private static Optional<Status> refusal(Resource resource, ObjectNode written) {
        String type = type(Json.text(written, "apiVersion"), Json.text(written, "kind"));
        if (!type.equals(type(resource.apiVersion(), resource.kind()))) {
            return Optional.of(Status.badRequest("invalid object type: " + type));
        }
        if (Json.at(written, "metadata", "managedFields") != null) {
            return Optional.of(Status.badRequest("metadata.managedFields must be nil"));
        }
        String subject = Json.text(written, "metadata", "namespace") + "/" + Json.text(written, "metadata", "name") + "; " + type;
        // the server takes this for a failure of its own
        return TypedPatch.problem(resource.schema(), bare(written))
                .map(why -> new Status(500, "", "failed to create typed patch object (" + subject + "): " + why));
    }

    private static Wanted wanted(Resource resource, ObjectNode written, Body.Read whole) {
        ObjectNode sparse = Decoding.decodeSparse(resource.schema(), bare(written)).object();
        Map<List<String>, JsonNode> fields = FieldSet.valuesIn(resource.schema(), sparse);
        fields.keySet().removeIf(path -> path.getLast().startsWith("f:") && fields.keySet().stream()
                .anyMatch(other -> FieldOwners.isInside(other, path)));
        return new Wanted(written, sparse, fields, whole);
    }

    private static ObjectNode bare(ObjectNode written) {
        return written.deepCopy().without(List.of("kind", "apiVersion"));
    }

    /** As Go shows a group, version and kind: {@code apps/v1, Kind=Deployment}, {@code /v1, Kind=Service}. */
    private static String type(String apiVersion, String kind) {
        return (apiVersion.contains("/") ? "" : "/") + apiVersion + ", Kind=" + kind;
    }

    private static Refused refused(String why) {
        return new Refused(Status.badRequest(why));
    }
}
