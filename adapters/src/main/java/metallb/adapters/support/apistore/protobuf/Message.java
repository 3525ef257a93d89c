package metallb.adapters.support.apistore.protobuf;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.Schema;
import metallb.adapters.support.apistore.schema.Schema.Anything;
import metallb.adapters.support.apistore.schema.Schema.Dictionary;
import metallb.adapters.support.apistore.schema.Schema.Listing;
import metallb.adapters.support.apistore.schema.Schema.Scalar;
import metallb.adapters.support.apistore.schema.Schema.Struct;
import metallb.adapters.support.apistore.schema.Times;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One message as the JSON that means the same. Go writes zero values of what is no pointer too; these say nothing and are left
 * out. Numbers that the table does not have are passed over, as the server does it.
 */
final class Message {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Deeper than any empty part of an object is. */
    private static final int DEEPEST_BLANK = 8;

    private Message() {
    }

    /** Leaves the recursion; never leaves this package. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String why) {
            super(why, null, false, false);
        }
    }

    static ObjectNode read(Struct shape, byte[] content) {
        ObjectNode object = Json.object();
        fill(object, shape, shape.name(), content, "");
        return object;
    }

    private static void fill(ObjectNode object, Struct shape, String numbers, byte[] content, String path) {
        Map<Integer, FieldNumbers.Slot> slots = FieldNumbers.of(numbers);
        for (Wire value : values(content, path)) {
            switch (slots.get(value.number())) {
                case null -> { }
                case FieldNumbers.Slot.Inline(String more) -> fill(object, shape, more, bytes(value, path), path);
                case FieldNumbers.Slot.RawJson(String field) -> object.set(field, json(value, inside(path, field)));
                case FieldNumbers.Slot.Quantity(String field) -> add(object, field, quantities(shape.fields().get(field).schema()),
                        value, inside(path, field));
                case FieldNumbers.Slot.Plain(String field) -> add(object, field, shape.fields().get(field).schema(), value,
                        inside(path, field));
            }
        }
    }

    /** A quantity is a message of one text; to the schema it is anything, since JSON has it as a text or a number. */
    private static final Struct QUANTITY = new Struct("Quantity", Map.of(), true);

    private static Schema quantities(Schema schema) {
        return schema instanceof Dictionary map ? new Dictionary(QUANTITY, map.atomic()) : QUANTITY;
    }

    private static void add(ObjectNode object, String field, Schema schema, Wire value, String path) {
        switch (schema) {
            case Listing list -> (object.has(field) ? Json.list(object, field) : object.putArray(field))
                    .add(value(list.item(), value, path));
            case Dictionary map -> entry(Json.within(object, field), map.value(), bytes(value, path), path);
            case Anything _ -> {
                if (!isBlank(value, DEEPEST_BLANK)) {
                    throw new Unreadable(path + " cannot be read from protobuf here: send JSON");
                }
            }
            case Scalar scalar when !scalar.pointer() && isBlank(value, 0) -> { }
            case Struct _, Scalar _ -> object.set(field, value(schema, value, path));
        }
    }

    private static void entry(ObjectNode map, Schema schema, byte[] content, String path) {
        String key = "";
        Wire value = new Wire.Bytes(2, new byte[0]);
        for (Wire part : values(content, path)) {
            if (part.number() == 1) {
                key = text(part, path);
            } else {
                value = part;
            }
        }
        map.set(key, value(schema, value, inside(path, key)));
    }

    private static JsonNode value(Schema schema, Wire value, String path) {
        return switch (schema) {
            case Struct struct when struct == QUANTITY -> NODES.stringNode(part(value, 1, path) instanceof Wire.Bytes text
                    ? text(text, path) : "0");
            case Struct struct -> {
                ObjectNode object = Json.object();
                fill(object, struct, struct.name(), bytes(value, path), path);
                yield object;
            }
            case Scalar scalar -> scalar(scalar.type(), value, path);
            case Anything _, Listing _, Dictionary _ -> throw new Unreadable(path + " cannot be read from protobuf here: send JSON");
        };
    }

    private static JsonNode scalar(Schema.Type type, Wire value, String path) {
        return switch (type) {
            case STRING -> NODES.stringNode(text(value, path));
            case BYTES -> NODES.stringNode(Base64.getEncoder().encodeToString(bytes(value, path)));
            case BOOL -> NODES.booleanNode(number(value, path) != 0);
            case INT32, INT64 -> NODES.numberNode(number(value, path));
            case INT_OR_STRING -> part(value, 1, path) instanceof Wire.Number(_, long kind) && kind == 1
                    ? NODES.stringNode(part(value, 3, path) instanceof Wire.Bytes text ? text(text, path) : "")
                    : NODES.numberNode(part(value, 2, path) instanceof Wire.Number(_, long number) ? (int) number : 0);
            case TIME, MICRO_TIME -> time(type, value, path);
        };
    }

    /** An empty message is no time. */
    private static JsonNode time(Schema.Type type, Wire value, String path) {
        if (!(part(value, 1, path) instanceof Wire.Number(_, long seconds))) {
            return NODES.nullNode();
        }
        long nanos = part(value, 2, path) instanceof Wire.Number(_, long given) ? given : 0;
        if (Math.abs(seconds) > Instant.MAX.getEpochSecond() / 2 || nanos < 0 || nanos > 999_999_999) {
            throw new Unreadable(path + " is no time");
        }
        Instant time = Instant.ofEpochSecond(seconds, nanos);
        return NODES.stringNode(type == Schema.Type.TIME ? Times.seconds(time) : Times.micros(time));
    }

    private static JsonNode json(Wire value, String path) {
        try {
            return Json.MAPPER.readTree(part(value, 1, path) instanceof Wire.Bytes raw ? raw.content() : new byte[] {'{', '}'});
        } catch (JacksonException malformed) {
            throw new Unreadable(path + " holds no JSON");
        }
    }

    /** Whether nothing is said: only zero values, however deep. */
    private static boolean isBlank(Wire value, int depth) {
        return switch (value) {
            case Wire.Number number -> number.value() == 0;
            case Wire.Bytes bytes -> bytes.content().length == 0 || depth > 0 && Wire.read(bytes.content())
                    .filter(parts -> parts.stream().allMatch(part -> isBlank(part, depth - 1))).isPresent();
        };
    }

    /** The last value with this number; null where there is none. */
    private static Wire part(Wire message, int number, String path) {
        return values(bytes(message, path), path).stream().filter(each -> each.number() == number).reduce((_, last) -> last).orElse(null);
    }

    private static List<Wire> values(byte[] content, String path) {
        return Wire.read(content).orElseThrow(() -> new Unreadable((path.isEmpty() ? "the object" : path) + " is no protobuf message"));
    }

    private static String text(Wire value, String path) {
        return new String(bytes(value, path), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Wire value, String path) {
        return switch (value) {
            case Wire.Bytes bytes -> bytes.content();
            case Wire.Number _ -> throw new Unreadable(path + " is a number in protobuf and should not be");
        };
    }

    private static long number(Wire value, String path) {
        return switch (value) {
            case Wire.Number number -> number.value();
            case Wire.Bytes _ -> throw new Unreadable(path + " is no number in protobuf and should be");
        };
    }

    private static String inside(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
