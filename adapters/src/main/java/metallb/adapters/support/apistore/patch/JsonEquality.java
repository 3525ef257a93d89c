package metallb.adapters.support.apistore.patch;

import java.util.Comparator;
import tools.jackson.databind.JsonNode;

/** Equality of JSON values: numbers by value, whatever Java type holds them; objects without regard to order. */
public final class JsonEquality {
    private static final Comparator<JsonNode> BY_VALUE = (left, right) -> left.equals(right) ? 0
            : left.isNumber() && right.isNumber() ? left.decimalValue().compareTo(right.decimalValue()) : 1;

    private JsonEquality() {
    }

    public static boolean equal(JsonNode left, JsonNode right) {
        return left.equals(BY_VALUE, right);
    }
}
