package metallb.adapters.support.apistore.schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What Go's encoding/json says of a text that is no JSON (RFC 8259): the server hands its words on. */
public final class GoJson {
    /** So deep may arrays and objects be nested; a server goes to 10,000. */
    public static final int MOST_LEVELS = 500;

    /** The type of what has no type. */
    public static final String MAP = "map[string]interface {}";

    private static final int END = -1;
    private static final String SPACES = " \t\r\n";

    private final byte[] text;
    private final Deque<Character> levels = new ArrayDeque<>();
    private int at;

    private GoJson(byte[] text) {
        this.text = text;
    }

    /** Leaves the reading of one text; never leaves this class. */
    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * A text from outside.
     *
     * @param tree null, as JSON has it, where there is a problem
     * @param problem in Go's words; in our parser's where Go would take the text (it is no UTF-8, a number has too many digits)
     */
    public record Reading(JsonNode tree, Optional<String> problem) {
    }

    public static Reading read(byte[] text) {
        try {
            JsonNode tree = Json.MAPPER.readTree(text);
            return tree.isMissingNode() ? malformed(text, "") : new Reading(tree, Optional.empty());
        } catch (JacksonException malformed) {
            return malformed(text, malformed.getOriginalMessage());
        }
    }

    private static Reading malformed(byte[] text, String otherwise) {
        return new Reading(JsonNodeFactory.instance.nullNode(), Optional.of(problem(text).orElse(otherwise)));
    }

    /** The first thing that is wrong; empty for well-formed JSON. Reads without recursion. */
    public static Optional<String> problem(byte[] text) {
        try {
            new GoJson(text).document();
            return Optional.empty();
        } catch (Malformed malformed) {
            return Optional.of(malformed.getMessage());
        }
    }

    /** What Go says where the text holds another value than an object, or than null, which counts as an empty one. */
    public static Optional<String> notAnObject(JsonNode value, String wanted) {
        return value.isObject() || value.isNull() ? Optional.empty() : Optional.of(mistyped(value, wanted));
    }

    /** The same for a list. */
    public static Optional<String> notAList(JsonNode value, String wanted) {
        return value.isArray() || value.isNull() ? Optional.empty() : Optional.of(mistyped(value, wanted));
    }

    /** The same for a field that is a string. {@code field}: with its struct. */
    public static Optional<String> notAString(JsonNode value, String field) {
        return value.isString() || value.isNull() ? Optional.empty() : Optional.of(mistypedField(type(value), field, "string"));
    }

    /** The same for one that is a whole number of 64 bits. */
    public static Optional<String> notAnInteger(JsonNode value, String field) {
        return value.isIntegralNumber() && value.canConvertToLong() || value.isNull() ? Optional.empty()
                : Optional.of(mistypedField(value.isNumber() ? "number " + value : type(value), field, "int64"));
    }

    private static String mistypedField(String got, String field, String wanted) {
        return "json: cannot unmarshal " + got + " into Go struct field " + field + " of type " + wanted;
    }

    private static String mistyped(JsonNode value, String wanted) {
        return "json: cannot unmarshal " + type(value) + " into Go value of type " + wanted;
    }

    private static String type(JsonNode value) {
        return value.isArray() ? "array" : value.isObject() ? "object" : value.isString() ? "string" : value.isNumber() ? "number" : "bool";
    }

    private void document() throws Malformed {
        boolean whole = false;
        while (!whole) {
            boolean opened = value();
            whole = !opened && closeAndGoOn();
        }
        if (peek() != END) {
            throw unexpected("after top-level value");
        }
    }

    /** One value, or the beginning of one with values inside: then true, with the next value to be read. */
    private boolean value() throws Malformed {
        switch (peek()) {
            case '{' -> {
                open('}');
                return firstKey();
            }
            case '[' -> {
                open(']');
                return !isClosedAtOnce(']');
            }
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
        return false;
    }

    private void open(char end) throws Malformed {
        at++;
        levels.push(end);
        if (levels.size() > MOST_LEVELS) {
            throw new Malformed("exceeded max depth");
        }
    }

    private boolean isClosedAtOnce(char end) {
        boolean closed = peek() == end;
        if (closed) {
            at++;
            levels.pop();
        }
        return closed;
    }

    private boolean firstKey() throws Malformed {
        if (isClosedAtOnce('}')) {
            return false;
        }
        key();
        return true;
    }

    private void key() throws Malformed {
        if (peek() != '"') {
            throw unexpected("looking for beginning of object key string");
        }
        string();
        if (peek() != ':') {
            throw unexpected("after object key");
        }
        at++;
    }

    /** After a value: true once the outermost is complete, false where another value follows. */
    private boolean closeAndGoOn() throws Malformed {
        while (!levels.isEmpty()) {
            int next = peek();
            char end = levels.peek();
            if (next == ',') {
                at++;
                if (end == '}') {
                    key();
                }
                return false;
            }
            if (next != end) {
                throw unexpected(end == '}' ? "after object key:value pair" : "after array element");
            }
            at++;
            levels.pop();
        }
        return true;
    }

    private void string() throws Malformed {
        at++;
        while (current() != '"') {
            if (current() == '\\') {
                at++;
                escape();
            } else if (current() < 0x20) {
                throw unexpected("in string literal");
            }
            at++;
        }
        at++;
    }

    private void escape() throws Malformed {
        if (current() != 'u') {
            if ("bfnrt\\/\"".indexOf(current()) < 0) {
                throw unexpected("in string escape code");
            }
            return;
        }
        for (int i = 0; i < 4; i++) {
            at++;
            if (Character.digit(current(), 16) < 0) {
                throw unexpected("in \\u hexadecimal character escape");
            }
        }
    }

    private void literal(String word) throws Malformed {
        for (int i = 1; i < word.length(); i++) {
            at++;
            if (current() != word.charAt(i)) {
                throw unexpected("in literal " + word + " (expecting '" + word.charAt(i) + "')");
            }
        }
        at++;
    }

    private void number() throws Malformed {
        boolean negative = current() == '-';
        if (negative) {
            at++;
        }
        if (current() == '0') {
            at++;
        } else {
            digits(negative ? "in numeric literal" : "looking for beginning of value");
        }
        if (current() == '.') {
            at++;
            digits("after decimal point in numeric literal");
        }
        if (current() == 'e' || current() == 'E') {
            at++;
            if (current() == '+' || current() == '-') {
                at++;
            }
            digits("in exponent of numeric literal");
        }
    }

    private void digits(String where) throws Malformed {
        if (current() < '0' || current() > '9') {
            throw unexpected(where);
        }
        while (current() >= '0' && current() <= '9') {
            at++;
        }
    }

    private int peek() {
        while (current() != END && SPACES.indexOf(current()) >= 0) {
            at++;
        }
        return current();
    }

    private int current() {
        return at < text.length ? text[at] & 0xff : END;
    }

    private Malformed unexpected(String where) {
        if (current() == END) {
            return new Malformed("unexpected end of JSON input");
        }
        String shown = GoText.quoted(new String(text, at, 1, StandardCharsets.ISO_8859_1));
        String inside = shown.substring(1, shown.length() - 1);
        String character = current() == '\'' ? "\\'" : current() == '"' ? "\"" : inside;
        return new Malformed("invalid character '" + character + "' " + where);
    }
}
