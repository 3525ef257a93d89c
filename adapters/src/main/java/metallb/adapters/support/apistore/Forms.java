package metallb.adapters.support.apistore;

import java.util.Map;
import metallb.adapters.support.apistore.schema.Decoding;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form in which an object is kept and the forms in which resources show it. Only events have two: they are kept as
 * core events, and {@code events.k8s.io} names the same fields anew.
 */
final class Forms {
    private static final Map<String, String> EVENT_TO_CORE = Map.of("regarding", "involvedObject", "note", "message",
            "deprecatedSource", "source", "deprecatedFirstTimestamp", "firstTimestamp", "deprecatedLastTimestamp", "lastTimestamp",
            "deprecatedCount", "count", "reportingController", "reportingComponent");

    private Forms() {
    }

    /** From the form of {@code resource} to the one that is kept. */
    static ObjectNode kept(Resource resource, ObjectNode shown) {
        if (resource.owner() == resource) {
            return shown;
        }
        ObjectNode renamed = Json.object();
        shown.properties().forEach(entry -> renamed.set(EVENT_TO_CORE.getOrDefault(entry.getKey(), entry.getKey()), entry.getValue()));
        return ordered(resource.owner(), renamed);
    }

    /** From the kept form to that of {@code resource}, without kind and apiVersion; the caller's own copy. */
    static ObjectNode shown(Resource resource, ObjectNode kept) {
        if (resource.owner() == resource) {
            return kept.deepCopy();
        }
        ObjectNode renamed = Json.object();
        for (Map.Entry<String, JsonNode> entry : kept.properties()) {
            String name = EVENT_TO_CORE.entrySet().stream().filter(pair -> pair.getValue().equals(entry.getKey()))
                    .map(Map.Entry::getKey).findFirst().orElse(entry.getKey());
            renamed.set(name, entry.getValue());
        }
        return ordered(resource, renamed);
    }

    /** The whole object as a client sees it alone: kind and apiVersion first. */
    static ObjectNode whole(Resource resource, ObjectNode kept) {
        ObjectNode whole = Json.object().put("kind", resource.kind()).put("apiVersion", resource.apiVersion());
        shown(resource, kept).properties().forEach(entry -> whole.set(entry.getKey(), entry.getValue()));
        return whole;
    }

    /** The same without a copy of what is inside: to be read and written out, not to be changed. */
    static ObjectNode view(Resource resource, ObjectNode kept) {
        if (resource.owner() != resource) {
            return whole(resource, kept);
        }
        ObjectNode whole = Json.object().put("kind", resource.kind()).put("apiVersion", resource.apiVersion());
        return whole.setAll(kept);
    }

    /** The same fields in the server's order, zero values as the server writes them. */
    static ObjectNode ordered(Resource resource, ObjectNode object) {
        Decoding.Decoded decoded = Decoding.decode(resource.schema(), object);
        if (decoded.error().isPresent()) {
            throw new IllegalStateException("an object that was read before cannot be read again: " + decoded.error().get());
        }
        return decoded.object();
    }
}
