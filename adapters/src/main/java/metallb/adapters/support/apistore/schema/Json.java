package metallb.adapters.support.apistore.schema;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The few questions that are asked of JSON trees all the time, answered without exceptions for what is not there. */
public final class Json {
    public static final JsonMapper MAPPER = JsonMapper.builder().enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();

    private Json() {
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The tree of a text that we wrote ourselves; malformed text throws. */
    public static ObjectNode object(String text) {
        return (ObjectNode) MAPPER.readTree(text);
    }

    /** The string at this path of field names; empty where there is none. */
    public static String text(JsonNode node, String... path) {
        JsonNode found = at(node, path);
        return found != null && found.isString() ? found.stringValue() : "";
    }

    /** The whole number at this path; 0 where there is none. */
    public static long number(JsonNode node, String... path) {
        JsonNode found = at(node, path);
        return found != null && found.isIntegralNumber() ? found.longValue() : 0;
    }

    /** The node at this path of field names; null where there is none. */
    public static JsonNode at(JsonNode node, String... path) {
        JsonNode found = node;
        for (String name : path) {
            found = found == null ? null : found.get(name);
        }
        return found == null || found.isNull() ? null : found;
    }

    /** The array at this path; an empty one, not attached to the tree, where there is none. */
    public static ArrayNode list(JsonNode node, String... path) {
        return at(node, path) instanceof ArrayNode found ? found : array();
    }

    /** The object at this path; an empty one, not attached to the tree, where there is none. */
    public static ObjectNode child(JsonNode node, String... path) {
        return at(node, path) instanceof ObjectNode found ? found : object();
    }

    /** The object in this field, which is added where it is missing. */
    public static ObjectNode within(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode found ? found : parent.putObject(name);
    }
}
