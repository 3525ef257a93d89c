package metallb.adapters.support.apistore;

import java.util.Base64;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What ConfigMaps and Secrets have in common: keys that could be files' names, a bound on all values, and being frozen. */
final class DataValidation {
    /** Bytes of all values of an object. */
    static final int MOST_DATA = 1024 * 1024;
    private static final String FROZEN = "field is immutable when `immutable` is set";

    private DataValidation() {
    }

    /** {@code part}: the field that holds the keys. */
    static void keys(ObjectNode object, String part, List<FieldError> errors) {
        Json.child(object, part).propertyNames().stream().sorted().forEach(key -> Keys.configKeyProblems(key)
                .forEach(why -> errors.add(FieldError.invalid(part + "[" + key + "]", key, why))));
    }

    static long textBytes(ObjectNode object, String part) {
        return Json.child(object, part).valueStream().mapToLong(value -> Names.bytes(value.stringValue())).sum();
    }

    /** Of values that are written in Base64. */
    static long binaryBytes(ObjectNode object, String part) {
        return Json.child(object, part).valueStream().mapToLong(value -> decoded(value).length).sum();
    }

    static byte[] decoded(JsonNode value) {
        return Base64.getDecoder().decode(value.stringValue());
    }

    /** A frozen object stays frozen, and so do these parts of it. */
    static void frozen(ObjectNode fresh, ObjectNode old, List<String> parts, List<FieldError> errors) {
        if (!old.path("immutable").asBoolean(false)) {
            return;
        }
        if (!fresh.path("immutable").asBoolean(false)) {
            errors.add(FieldError.forbidden("immutable", FROZEN));
        }
        for (String part : parts) {
            if (!Json.child(fresh, part).equals(Json.child(old, part))) {
                errors.add(FieldError.forbidden(part, FROZEN));
            }
        }
    }
}
