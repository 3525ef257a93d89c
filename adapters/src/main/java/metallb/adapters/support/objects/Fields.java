package metallb.adapters.support.objects;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads fields that may be absent, null, or of another type than they should be; all of these mean absent. */
final class Fields {
    private Fields() {}

    /** The text at that path, where there is one and it is not empty. */
    static Optional<String> text(JsonNode node, String... path) {
        JsonNode found = at(node, path);
        return found.isString() && !found.stringValue().isEmpty() ? Optional.of(found.stringValue()) : Optional.empty();
    }

    /** The same for a text that many objects have: they share one instance. */
    static Optional<String> word(JsonNode node, String... path) {
        // the JVM forgets a text that no object has any more, so that whoever can write objects fills nothing for good
        return text(node, path).map(String::intern);
    }

    /** The boolean at that path. */
    static Optional<Boolean> bool(JsonNode node, String... path) {
        JsonNode found = at(node, path);
        return found.isBoolean() ? Optional.of(found.booleanValue()) : Optional.empty();
    }

    /** The items of the list at that path; none where it is absent, null, or no list. */
    static List<JsonNode> items(JsonNode node, String... path) {
        JsonNode found = at(node, path);
        return found.isArray() ? List.copyOf(found.values()) : List.of();
    }

    /** The texts of the list at that path; what is not a text is left out. */
    static List<String> texts(JsonNode node, String... path) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : items(node, path)) {
            if (item.isString()) {
                texts.add(item.stringValue());
            }
        }
        return texts;
    }

    /** Names and texts of the object at that path, in the order written; what is not a text is left out. */
    static Map<String, String> map(JsonNode node, String... path) {
        Map<String, String> map = new LinkedHashMap<>();
        JsonNode found = at(node, path);
        if (found.isObject()) {
            for (Map.Entry<String, JsonNode> entry : found.properties()) {
                if (entry.getValue().isString()) {
                    map.put(entry.getKey(), entry.getValue().stringValue());
                }
            }
        }
        return map;
    }

    private static JsonNode at(JsonNode node, String... path) {
        JsonNode found = node;
        for (String name : path) {
            found = found.path(name);
        }
        return found;
    }
}
