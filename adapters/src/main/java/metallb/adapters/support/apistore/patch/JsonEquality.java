package metallb.adapters.support.apistore.patch;

import java.util.Comparator;
import tools.jackson.databind.JsonNode;

/** Equality of JSON values: numbers by value, whatever Java type holds them; objects without regard to order. */
public final class JsonEquality {
    private static final Comparator<JsonNode> BY_VALUE = (left, right) -> left.equals(right) ? 0
            : left.isNumber() && right.isNumber() ? compare(left, right) : 1;

    private JsonEquality() {
    }

    private static int compare(JsonNode left, JsonNode right) {
        if (left.isIntegralNumber() && right.isIntegralNumber()) {
            return left.bigIntegerValue().compareTo(right.bigIntegerValue());
        }
        // what is too large for a double is infinite, and has no decimal value
        return Double.compare(left.asDouble(), right.asDouble());
    }

    public static boolean equal(JsonNode left, JsonNode right) {
        return left.equals(BY_VALUE, right);
    }
}
