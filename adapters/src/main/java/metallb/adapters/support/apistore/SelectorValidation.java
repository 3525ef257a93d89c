package metallb.adapters.support.apistore;

import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Label selectors in objects: what the server refuses in them, and which labels they select. */
final class SelectorValidation {
    private SelectorValidation() {
    }

    /** {@code field}: where the selector stands. */
    static void check(ObjectNode selector, String field, List<FieldError> errors) {
        MetadataValidation.labels(Json.child(selector, "matchLabels"), field + ".matchLabels", errors);
        int index = 0;
        for (JsonNode requirement : Json.list(selector, "matchExpressions")) {
            requirement(requirement, field + ".matchExpressions[" + index++ + "]", errors);
        }
    }

    private static void requirement(JsonNode requirement, String field, List<FieldError> errors) {
        String operator = Json.text(requirement, "operator");
        boolean valued = !Json.list(requirement, "values").isEmpty();
        switch (operator) {
            case "In", "NotIn" -> {
                if (!valued) {
                    errors.add(FieldError.required(field + ".values", "must be specified when `operator` is 'In' or 'NotIn'"));
                }
            }
            case "Exists", "DoesNotExist" -> {
                if (valued) {
                    errors.add(FieldError.forbidden(field + ".values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
                }
            }
            default -> errors.add(FieldError.invalid(field + ".operator", operator, "not a valid selector operator"));
        }
        String key = Json.text(requirement, "key");
        Keys.qualifiedNameProblems(key).forEach(why -> errors.add(FieldError.invalid(field + ".key", key, why)));
        int index = 0;
        for (JsonNode value : Json.list(requirement, "values")) {
            String place = field + ".values[" + index++ + "]";
            Keys.labelValueProblems(value.stringValue()).forEach(why -> errors.add(FieldError.invalid(place, value.stringValue(), why)));
        }
    }

    static boolean isEmpty(ObjectNode selector) {
        return Json.child(selector, "matchLabels").isEmpty() && Json.list(selector, "matchExpressions").isEmpty();
    }

    /** Whether a selector without faults selects these labels. */
    static boolean selects(ObjectNode selector, ObjectNode labels) {
        return Json.child(selector, "matchLabels").properties().stream()
                .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
                && Json.list(selector, "matchExpressions").valueStream().allMatch(each -> selects(each, labels));
    }

    private static boolean selects(JsonNode requirement, ObjectNode labels) {
        JsonNode label = labels.get(Json.text(requirement, "key"));
        boolean listed = Json.list(requirement, "values").valueStream().anyMatch(value -> value.equals(label));
        return switch (Json.text(requirement, "operator")) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> label != null;
            default -> label == null;
        };
    }
}
