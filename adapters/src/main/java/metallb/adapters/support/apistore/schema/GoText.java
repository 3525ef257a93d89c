package metallb.adapters.support.apistore.schema;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Values as Go's fmt writes them, since the server's messages show them so. */
public final class GoText {
    private static final String SHORT_ESCAPES = "abtnvfr";

    private GoText() {
    }

    /** As {@code %q} writes a string: in double quotes, with what cannot be printed escaped. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').append((char) point);
            } else if (isPrintable(point)) {
                quoted.appendCodePoint(point);
            } else if (point >= 7 && point <= 13) {
                quoted.append('\\').append(SHORT_ESCAPES.charAt(point - 7));
            } else {
                quoted.append((point < 0x80 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(point));
            }
        });
        return quoted.append('"').toString();
    }

    /** What Go's unicode package calls printable: of spaces only the one of ASCII. */
    public static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                 Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }

    /** What strconv.ParseInt says of a text that is no number of 64 bits. */
    public static Optional<String> integerProblem(String text) {
        String problem = !text.matches("[+-]?[0-9]+") ? "invalid syntax"
                : new BigInteger(text).bitLength() > 63 ? "value out of range" : "";
        return problem.isEmpty() ? Optional.empty() : Optional.of("strconv.ParseInt: parsing " + quoted(text) + ": " + problem);
    }

    /** As {@code %v} writes what a JSON text holds: {@code map[a:1 b:[x y]]}. */
    public static String value(JsonNode node) {
        if (node.isNull()) {
            return "<nil>";
        }
        if (node.isArray()) {
            return node.valueStream().map(GoText::value).collect(Collectors.joining(" ", "[", "]"));
        }
        if (!node.isObject()) {
            return node.isString() ? node.stringValue() : node.toString();
        }
        List<String> fields = new ArrayList<>();
        node.properties().stream().sorted(Map.Entry.comparingByKey())
                .forEach(field -> fields.add(field.getKey() + ":" + value(field.getValue())));
        return "map[" + String.join(" ", fields) + "]";
    }

    /** JSON over several lines, each level two spaces further in, as json.MarshalIndent writes it. */
    public static String indented(JsonNode node) {
        StringBuilder text = new StringBuilder();
        indent(node, "\n", text);
        return text.toString();
    }

    /** {@code margin}: a line break with the spaces before what stands on this level. */
    private static void indent(JsonNode node, String margin, StringBuilder text) {
        if (!node.isContainer() || node.isEmpty()) {
            text.append(node);
            return;
        }
        text.append(node.isObject() ? '{' : '[');
        String before = margin + "  ";
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                text.append(before).append(Json.MAPPER.writeValueAsString(field.getKey())).append(": ");
                indent(field.getValue(), margin + "  ", text);
                before = "," + margin + "  ";
            }
        } else {
            for (JsonNode item : node) {
                text.append(before);
                indent(item, margin + "  ", text);
                before = "," + margin + "  ";
            }
        }
        text.append(margin).append(node.isObject() ? '}' : ']');
    }

    /** As {@code %T} names the type of what a JSON text holds. */
    public static String type(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case NUMBER -> node.isIntegralNumber() ? "int64" : "float64";
            case ARRAY -> "[]interface {}";
            case OBJECT, POJO -> "map[string]interface {}";
            case NULL, MISSING, BINARY -> "<nil>";
        };
    }
}
