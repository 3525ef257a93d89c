package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client believes that lists and watches as the API's documentation says, and complains about whatever cannot be: an
 * object that comes twice or goes without having been there, versions that run backwards.
 */
public final class Mirror {
    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private String position = "";

    /** Where its next watch goes on; empty where a list has to come first. */
    public String position() {
        return position;
    }

    /** Each object by its key, whole. */
    public Map<String, ObjectNode> objects() {
        return Collections.unmodifiableMap(objects);
    }

    /** The same of a list's items, or of answers to writes. */
    public static Map<String, ObjectNode> objects(Iterable<? extends JsonNode> items) {
        Map<String, ObjectNode> objects = new TreeMap<>();
        items.forEach(item -> objects.put(key(item), bare(item)));
        return objects;
    }

    /** An event's object says its kind and apiVersion, a list's item does not; all else is compared. */
    private static ObjectNode bare(JsonNode object) {
        return ((ObjectNode) object.deepCopy()).without(List.of("kind", "apiVersion"));
    }

    public static String key(JsonNode object) {
        return Json.text(object, "metadata", "namespace") + "/" + Json.text(object, "metadata", "name");
    }

    private static String version(JsonNode object) {
        return Json.text(object, "metadata", "resourceVersion");
    }

    /** A complete list, all its pages. */
    public void listed(List<? extends JsonNode> items, String version) {
        objects.clear();
        objects.putAll(objects(items));
        require(objects.size() == items.size(), "a list brings an object twice: " + items);
        position = version;
    }

    /** Forgets all, for a watch that begins with what is there. */
    public void beginAnew() {
        objects.clear();
        position = "";
    }

    /** One line of a watch; whether the watch goes on. */
    public boolean take(ObjectNode event) {
        var object = (ObjectNode) event.get("object");
        String type = Json.text(event, "type");
        switch (type) {
            case "ADDED" -> require(objects.put(key(object), bare(object)) == null, "added twice: " + event);
            case "MODIFIED" -> require(objects.put(key(object), bare(object)) != null, "modified and never added: " + event);
            case "DELETED" -> require(objects.remove(key(object)) != null, "deleted and never added: " + event);
            case "BOOKMARK" -> { }
            case "ERROR" -> {
                require(Json.number(object, "code") == 410, "an error that is no 410: " + event);
                position = "";
                return false;
            }
            default -> throw new AssertionError("no event: " + event);
        }
        advance(event, version(object), type);
        return true;
    }

    /** What is there comes in the order of keys and not of versions: until the first bookmark there is no position. */
    private void advance(ObjectNode event, String version, String type) {
        boolean initial = position.isEmpty();
        boolean bookmark = type.equals("BOOKMARK");
        if (initial) {
            position = bookmark ? version : "";
            return;
        }
        long step = Long.parseLong(version) - Long.parseLong(position);
        require(bookmark ? step >= 0 : step > 0, "after " + position + " comes " + event);
        position = version;
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new AssertionError(complaint);
        }
    }

    /** The items of a list's page. */
    public static List<JsonNode> items(ObjectNode page) {
        List<JsonNode> items = new ArrayList<>();
        Json.list(page, "items").forEach(items::add);
        return items;
    }
}
