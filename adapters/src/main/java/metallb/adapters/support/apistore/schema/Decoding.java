package metallb.adapters.support.apistore.schema;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import metallb.adapters.support.apistore.schema.Schema.Anything;
import metallb.adapters.support.apistore.schema.Schema.Dictionary;
import metallb.adapters.support.apistore.schema.Schema.Field;
import metallb.adapters.support.apistore.schema.Schema.Listing;
import metallb.adapters.support.apistore.schema.Schema.Scalar;
import metallb.adapters.support.apistore.schema.Schema.Struct;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the server makes of a written object: known fields in the server's order, absent and zero values as the server
 * writes them, unknown fields named and dropped, the first wrong type as its message.
 */
public final class Decoding {
    private final List<String> unknown = new ArrayList<>();
    private String error = "";

    /** Only what is written, zero values included: what a manager applies is what it names. */
    private final boolean sparse;

    private Decoding(boolean sparse) {
        this.sparse = sparse;
    }

    /**
     * The outcome.
     *
     * @param object the object as the server would keep it; meaningless where there is an error
     * @param unknown the paths that the schema does not know, such as {@code spec.ports[0].prt}
     * @param error why the object cannot be read at all
     */
    public record Decoded(ObjectNode object, List<String> unknown, Optional<String> error) {
        public Decoded {
            unknown = List.copyOf(unknown);
        }
    }

    public static Decoded decode(Struct schema, ObjectNode written) {
        return decode(schema, written, false);
    }

    /** The same without zero values for what is not written, and with those that are: the configuration of an apply. */
    public static Decoded decodeSparse(Struct schema, ObjectNode written) {
        return decode(schema, written, true);
    }

    private static Decoded decode(Struct schema, ObjectNode written, boolean sparse) {
        var decoding = new Decoding(sparse);
        ObjectNode object = decoding.struct(schema, written, new Place(schema.name(), "", ""));
        return new Decoded(object, decoding.unknown, Optional.of(decoding.error).filter(text -> !text.isEmpty()));
    }

    /** Where we are: the struct that holds the field, its path with indices, and the path that Go's messages show. */
    private record Place(String struct, String path, String goPath) {
        Place field(String owner, String name) {
            return new Place(owner, path.isEmpty() ? name : path + "." + name, goPath.isEmpty() ? name : goPath + "." + name);
        }

        Place item(int index) {
            return new Place(struct, path + "[" + index + "]", goPath);
        }
    }

    private ObjectNode struct(Struct schema, JsonNode written, Place place) {
        ObjectNode result = Json.object();
        if (!written.isObject()) {
            mismatch(written, place, "v1." + schema.name());
            return result;
        }
        for (Field field : schema.fields().values()) {
            JsonNode value = written.get(field.name());
            JsonNode kept = value == null || value.isNull() ? null
                    : value(field.schema(), value, place.field(schema.name(), field.name()));
            if (kept != null && (sparse || field.always() || !isZero(field.schema(), kept))) {
                result.set(field.name(), kept);
            } else if (field.always() && !sparse) {
                result.set(field.name(), zero(field.schema()));
            }
        }
        for (String name : written.propertyNames()) {
            if (!schema.fields().containsKey(name)) {
                unknown.add(place.field(schema.name(), name).path());
            }
        }
        return result;
    }

    private JsonNode value(Schema schema, JsonNode written, Place place) {
        return switch (schema) {
            case Struct struct -> struct(struct, written, place);
            case Scalar scalar -> scalar(scalar, written, place);
            case Dictionary dictionary -> dictionary(dictionary, written, place);
            case Listing listing -> listing(listing, written, place);
            case Anything _ -> written.deepCopy();
        };
    }

    private JsonNode dictionary(Dictionary schema, JsonNode written, Place place) {
        ObjectNode result = Json.object();
        if (!written.isObject()) {
            return mismatch(written, place, "map[string]string");
        }
        // Go writes maps sorted by key
        Map<String, JsonNode> sorted = new TreeMap<>();
        written.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        sorted.forEach((key, value) -> result.set(key, value.isNull() ? zero(schema.value()) : value(schema.value(), value, place)));
        return result;
    }

    private JsonNode listing(Listing schema, JsonNode written, Place place) {
        ArrayNode result = Json.array();
        if (!written.isArray()) {
            return mismatch(written, place, "[]" + name(schema.item()));
        }
        int index = 0;
        for (JsonNode item : written) {
            result.add(value(schema.item(), item, place.item(index++)));
        }
        return result;
    }

    private JsonNode scalar(Scalar schema, JsonNode written, Place place) {
        return switch (schema.type()) {
            case STRING -> written.isString() ? written : mismatch(written, place, "string");
            case BOOL -> written.isBoolean() ? written : mismatch(written, place, "bool");
            case INT32 -> written.isIntegralNumber() && written.canConvertToInt() ? integer(written) : mismatch(written, place, "int32");
            case INT64 -> written.isIntegralNumber() && written.canConvertToLong() ? integer(written) : mismatch(written, place, "int64");
            case INT_OR_STRING -> written.isString() || written.isIntegralNumber() && written.canConvertToInt() ? written
                    : mismatch(written, place, "int32");
            case BYTES -> written.isString() ? checked(written, Times.base64Problem(written.stringValue()))
                    : mismatch(written, place, "[]uint8");
            case TIME -> written.isString() ? moment(written, Times.secondsProblem(written.stringValue()), Times::seconds)
                    : mismatch(written, place, "string");
            case MICRO_TIME -> written.isString() ? moment(written, Times.microsProblem(written.stringValue()), Times::micros)
                    : mismatch(written, place, "string");
        };
    }

    /** Kept in the server's own form, in UTC, with as many decimals as the field's type has. */
    private JsonNode moment(JsonNode written, String problem, Function<Instant, String> form) {
        checked(written, problem);
        return Times.read(written.stringValue()).<JsonNode>map(moment -> JsonNodeFactory.instance.stringNode(form.apply(moment)))
                .orElse(written);
    }

    private JsonNode checked(JsonNode written, String problem) {
        if (error.isEmpty()) {
            error = problem;
        }
        return written;
    }

    private JsonNode mismatch(JsonNode written, Place place, String wanted) {
        if (error.isEmpty()) {
            String got = written.isString() ? "string" : written.isBoolean() ? "bool" : written.isArray() ? "array"
                    : written.isObject() ? "object" : wanted.startsWith("int") ? "number " + written : "number";
            error = "json: cannot unmarshal " + got + " into Go struct field " + place.struct() + "." + place.goPath()
                    + " of type " + wanted;
        }
        return JsonNodeFactory.instance.nullNode();
    }

    private static JsonNode integer(JsonNode written) {
        return written.canConvertToInt() ? JsonNodeFactory.instance.numberNode(written.intValue())
                : JsonNodeFactory.instance.numberNode(written.longValue());
    }

    private static String name(Schema schema) {
        return switch (schema) {
            case Struct struct -> "v1." + struct.name();
            case Scalar scalar -> scalar.type().goName();
            case Dictionary _ -> "map[string]string";
            case Listing listing -> "[]" + name(listing.item());
            case Anything _ -> "interface {}";
        };
    }

    private static boolean isZero(Schema schema, JsonNode value) {
        return switch (schema) {
            case Scalar scalar -> !scalar.pointer() && (value.isString() ? value.stringValue().isEmpty()
                    : value.isNumber() ? value.longValue() == 0 : value.isBoolean() && !value.booleanValue());
            case Dictionary _, Listing _ -> value.isEmpty();
            case Struct _, Anything _ -> false;
        };
    }

    private static JsonNode zero(Schema schema) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (schema) {
            case Struct struct -> decode(struct, Json.object()).object();
            case Anything _ -> nodes.objectNode();
            case Dictionary _, Listing _ -> nodes.nullNode();
            case Scalar scalar -> switch (scalar.type()) {
                case STRING, BYTES -> nodes.stringNode("");
                case INT32, INT64, INT_OR_STRING -> nodes.numberNode(0);
                case BOOL -> nodes.booleanNode(false);
                case TIME, MICRO_TIME -> nodes.nullNode();
            };
        };
    }
}
