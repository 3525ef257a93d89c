package metallb.adapters.support.apistore.schema;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The merge of server-side apply: by the schema's list keys, without directives, nothing removed but by its path. */
public final class StructuredMerge {
    private static final Schema UNKNOWN = new Schema.Anything();

    private StructuredMerge() {
    }

    /** A new object: {@code live} with everything in {@code config} set. */
    public static ObjectNode merge(Schema schema, ObjectNode live, ObjectNode config) {
        ObjectNode result = live.deepCopy();
        config.properties().forEach(entry -> {
            Schema part = part(schema, entry.getKey());
            JsonNode current = result.get(entry.getKey());
            result.set(entry.getKey(), value(part, current, entry.getValue()));
        });
        return result;
    }

    private static JsonNode value(Schema schema, JsonNode live, JsonNode config) {
        boolean together = schema instanceof Schema.Struct struct && !struct.atomic() || schema instanceof Schema.Dictionary map && !map.atomic();
        if (together && live instanceof ObjectNode current && config instanceof ObjectNode wanted) {
            return merge(schema, current, wanted);
        }
        if (schema instanceof Schema.Listing listing && live instanceof ArrayNode current && config instanceof ArrayNode wanted
                && (listing.set() || !listing.keys().isEmpty())) {
            return list(listing, current.deepCopy(), wanted);
        }
        return config.deepCopy();
    }

    private static ArrayNode list(Schema.Listing listing, ArrayNode live, ArrayNode config) {
        for (JsonNode item : config) {
            int at = find(listing, live, element(listing, item));
            if (at < 0) {
                live.add(item.deepCopy());
            } else if (!listing.set()) {
                live.set(at, value(listing.item(), live.get(at), item));
            }
        }
        return live;
    }

    /** Takes the field at a path of {@link FieldSet} out, if it is there. */
    public static void remove(Schema schema, ObjectNode object, List<String> path) {
        JsonNode parent = object;
        Schema at = schema;
        for (int i = 0; i < path.size(); i++) {
            String element = path.get(i);
            boolean last = i == path.size() - 1;
            if (parent instanceof ArrayNode list && at instanceof Schema.Listing listing) {
                int index = find(listing, list, element);
                if (index < 0) {
                    return;
                }
                at = listing.item();
                parent = last ? list.remove(index) : list.get(index);
            } else if (parent instanceof ObjectNode owner && owner.has(element.substring(2))) {
                at = part(at, element.substring(2));
                parent = last ? owner.remove(element.substring(2)) : owner.get(element.substring(2));
            } else {
                return;
            }
        }
    }

    private static int find(Schema.Listing listing, ArrayNode list, String element) {
        for (int i = 0; i < list.size(); i++) {
            if (element(listing, list.get(i)).equals(element)) {
                return i;
            }
        }
        return -1;
    }

    private static String element(Schema.Listing listing, JsonNode item) {
        return listing.set() ? "v:" + item : "k:" + FieldSet.key(listing, item);
    }

    private static Schema part(Schema schema, String name) {
        return switch (schema) {
            case Schema.Struct struct when struct.fields().containsKey(name) -> struct.fields().get(name).schema();
            case Schema.Dictionary dictionary -> dictionary.value();
            case Schema.Struct _, Schema.Scalar _, Schema.Listing _, Schema.Anything _ -> UNKNOWN;
        };
    }
}
