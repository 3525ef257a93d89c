package metallb.adapters.support.apistore;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metallb.adapters.support.apistore.schema.Decoding;
import metallb.adapters.support.apistore.schema.FieldSet;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The annotation in which client-side apply remembers what it applied. The server reads it for the manager {@code kubectl} alone:
 * so who changes over to server-side apply does not conflict with himself.
 */
final class LastApplied {
    private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";
    private static final String MANAGER = "kubectl";

    private LastApplied() {
    }

    /** The fields that this manager may take from others: those of the annotation that still are as it says. */
    static Set<List<String>> fields(Resource resource, ObjectNode old, WriteOptions options) {
        Set<List<String>> fields = new HashSet<>();
        if (!options.manager().equals(MANAGER)) {
            return fields;
        }
        configuration(old).filter(each -> Json.text(each, "apiVersion").equals(resource.apiVersion())).ifPresent(configuration -> {
            ObjectNode sparse = Decoding.decodeSparse(resource.schema(), configuration.without(List.of("kind", "apiVersion"))).object();
            Map<List<String>, JsonNode> live = ManagedFields.values(resource, old);
            FieldSet.valuesIn(resource.schema(), sparse).forEach((path, value) -> {
                if (value.equals(live.get(path))) {
                    fields.add(path);
                }
            });
        });
        return fields;
    }

    /** Keeps the annotation, where there is one, in step with what server-side apply applied: a client-side apply may follow. */
    static void follow(ObjectNode merged, ObjectNode applied, WriteOptions options) {
        if (options.manager().equals(MANAGER) && !text(merged).isEmpty()) {
            ObjectNode configuration = applied.deepCopy();
            Json.child(configuration, "metadata", "annotations").remove(ANNOTATION);
            Json.child(merged, "metadata", "annotations").put(ANNOTATION, sorted(configuration) + "\n");
        }
    }

    private static String text(ObjectNode object) {
        return Json.text(object, "metadata", "annotations", ANNOTATION);
    }

    private static Optional<ObjectNode> configuration(ObjectNode old) {
        try {
            return Optional.of(Json.MAPPER.readTree(text(old))).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
        } catch (JacksonException malformed) {
            // anybody may write into an annotation
            return Optional.empty();
        }
    }

    /** With the fields of every object by name, as the server writes it. */
    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode items = Json.array();
            array.forEach(item -> items.add(sorted(item)));
            return items;
        }
        ObjectNode object = Json.object();
        node.properties().stream().sorted(Map.Entry.comparingByKey()).forEach(field -> object.set(field.getKey(), sorted(field.getValue())));
        return node.isObject() ? object : node;
    }
}
