package metallb.adapters.support.apistore.patch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import metallb.adapters.support.apistore.schema.GoText;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kubernetes' strategic merge patch: as a merge patch, but lists merge by the key that the schema names, and directives
 * in the patch ({@code $patch}, {@code $deleteFromPrimitiveList/..}, {@code $setElementOrder/..}) steer it.
 * {@code $retainKeys} only guards unions, of which our kinds have none: it is passed over.
 */
public final class StrategicMergePatch {
    private static final String PATCH = "$patch";
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE = "$deleteFromPrimitiveList/";
    private static final Schema UNKNOWN = new Schema.Anything();

    private StrategicMergePatch() {
    }

    /** The object after the patch. Unknown directives and items of a keyed list without their key make the server fail. */
    public static Patched apply(Schema schema, ObjectNode current, ObjectNode patch) {
        try {
            return new Patched.Changed(object(schema, current, patch));
        } catch (Unmergeable unmergeable) {
            return new Patched.Unmergeable(unmergeable.getMessage());
        }
    }

    private static ObjectNode object(Schema schema, ObjectNode current, ObjectNode patch) {
        String directive = Json.text(patch, PATCH);
        if (directive.equals("delete")) {
            return Json.object();
        }
        if (patch.has(PATCH) && !directive.equals("replace")) {
            throw unknownDirective(patch);
        }
        ObjectNode result = directive.equals("replace") ? Json.object() : current.deepCopy();
        for (Map.Entry<String, JsonNode> change : patch.properties()) {
            String name = change.getKey();
            if (name.startsWith(DELETE)) {
                deleteFromSet(result, name.substring(DELETE.length()), change.getValue());
            } else if (!name.startsWith("$")) {
                put(result, name, field(part(schema, name), result.get(name), change.getValue(), Json.list(patch, ORDER + name)));
            }
        }
        reorderOnly(schema, result, patch);
        return result;
    }

    private static void put(ObjectNode result, String name, JsonNode value) {
        if (value.isNull()) {
            result.remove(name);
        } else {
            result.set(name, value);
        }
    }

    private static JsonNode field(Schema schema, JsonNode current, JsonNode change, ArrayNode order) {
        if (change instanceof ObjectNode changes) {
            return object(schema, current instanceof ObjectNode object ? object : Json.object(), changes);
        }
        if (change instanceof ArrayNode changes && schema instanceof Schema.Listing listing) {
            ArrayNode old = current instanceof ArrayNode array ? array : Json.array();
            if (listing.set()) {
                return union(old, changes, order);
            }
            if (!listing.mergeKey().isEmpty()) {
                return keyed(listing, old, changes, order);
            }
        }
        return change.deepCopy();
    }

    private static ArrayNode keyed(Schema.Listing listing, ArrayNode current, ArrayNode changes, ArrayNode order) {
        String key = listing.mergeKey();
        boolean replace = false;
        Map<JsonNode, ObjectNode> items = new LinkedHashMap<>();
        for (JsonNode change : changes) {
            replace |= Json.text(change, PATCH).equals("replace");
        }
        if (!replace) {
            current.forEach(item -> items.put(keyOf(item, key), ((ObjectNode) item).deepCopy()));
        }
        Set<JsonNode> server = new LinkedHashSet<>(items.keySet());
        Set<JsonNode> wanted = new LinkedHashSet<>();
        for (JsonNode change : changes) {
            String directive = Json.text(change, PATCH);
            if (directive.equals("replace") && change.size() == 1) {
                continue;
            }
            if (directive.equals("merge")) {
                throw new Unmergeable("merging lists cannot yet be specified in the patch");
            }
            if (change.has(PATCH) && !directive.equals("delete") && !directive.equals("replace")) {
                throw unknownDirective(change);
            }
            JsonNode id = keyOf(change, key);
            if (directive.equals("delete")) {
                items.remove(id);
            } else {
                ObjectNode old = items.getOrDefault(id, Json.object());
                items.put(id, object(listing.item(), old, (ObjectNode) change));
                wanted.add(id);
            }
        }
        Set<JsonNode> first = order.isEmpty() ? wanted : new LinkedHashSet<>();
        order.forEach(each -> first.add(keyOf(each, key)));
        ArrayNode result = Json.array();
        arrange(List.copyOf(server), first, items.keySet()).forEach(id -> result.add(items.get(id)));
        return result;
    }

    private static ArrayNode union(ArrayNode current, ArrayNode changes, ArrayNode order) {
        Set<JsonNode> items = new LinkedHashSet<>();
        current.forEach(items::add);
        Set<JsonNode> server = new LinkedHashSet<>(items);
        Set<JsonNode> first = new LinkedHashSet<>();
        (order.isEmpty() ? changes : order).forEach(first::add);
        changes.forEach(items::add);
        ArrayNode result = Json.array();
        arrange(List.copyOf(server), first, items).forEach(result::add);
        return result;
    }

    /**
     * The order after a merge: what the patch names comes in the patch's order, what only the server has keeps its place
     * before those that it stood before.
     */
    private static List<JsonNode> arrange(List<JsonNode> server, Set<JsonNode> named, Set<JsonNode> present) {
        List<JsonNode> left = new ArrayList<>(present);
        left.removeAll(named);
        List<JsonNode> right = new ArrayList<>(named);
        right.retainAll(present);
        List<JsonNode> result = new ArrayList<>();
        int i = 0;
        for (JsonNode next : right) {
            int at = server.indexOf(next);
            while (i < left.size() && at >= 0 && server.indexOf(left.get(i)) >= 0 && server.indexOf(left.get(i)) < at) {
                result.add(left.get(i++));
            }
            result.add(next);
        }
        result.addAll(left.subList(i, left.size()));
        return result;
    }

    /** A {@code $setElementOrder} whose list the patch does not change otherwise only arranges what is there. */
    private static void reorderOnly(Schema schema, ObjectNode result, ObjectNode patch) {
        for (String directive : patch.propertyNames()) {
            String name = directive.startsWith(ORDER) ? directive.substring(ORDER.length()) : "";
            if (!name.isEmpty() && !patch.has(name) && result.get(name) instanceof ArrayNode list) {
                result.set(name, field(part(schema, name), list, Json.array(), Json.list(patch, directive)));
            }
        }
    }

    private static void deleteFromSet(ObjectNode result, String name, JsonNode unwanted) {
        ArrayNode kept = Json.array();
        Set<JsonNode> gone = new LinkedHashSet<>();
        unwanted.forEach(gone::add);
        Json.list(result, name).forEach(item -> {
            if (!gone.contains(item)) {
                kept.add(item);
            }
        });
        result.set(name, kept);
    }

    private static Schema part(Schema schema, String name) {
        if (schema instanceof Schema.Dictionary dictionary) {
            return dictionary.value();
        }
        return schema instanceof Schema.Struct struct && struct.fields().containsKey(name)
                ? struct.fields().get(name).schema() : UNKNOWN;
    }

    private static Unmergeable unknownDirective(JsonNode map) {
        return new Unmergeable("unknown patch type: " + GoText.value(map.get(PATCH)) + " in map: " + GoText.value(map));
    }

    private static JsonNode keyOf(JsonNode item, String key) {
        JsonNode id = item instanceof ObjectNode object ? object.get(key) : null;
        if (id == null) {
            throw new Unmergeable("map: " + GoText.value(item) + " does not contain declared merge key: " + key);
        }
        return id;
    }

    /** Leaves the recursion; never leaves this class. */
    private static final class Unmergeable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unmergeable(String message) {
            super(message, null, false, false);
        }
    }
}
