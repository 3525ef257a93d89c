package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/** A PriorityClass's defaults, and what the server refuses in it: mostly what belongs to the system. */
final class PriorityClassStrategy implements Strategy {
    private static final int HIGHEST_OF_USERS = 1_000_000_000;
    private static final String SYSTEM = "system-";
    private static final Map<String, Integer> SYSTEM_VALUES = Map.of("system-cluster-critical", 2_000_000_000,
            "system-node-critical", 2_000_001_000);
    private static final List<String> POLICIES = List.of("PreemptLowerPriority", "Never");

    @Override
    public void prepare(ObjectNode fresh, ObjectNode old) {
        if (Json.at(fresh, "preemptionPolicy") == null) {
            fresh.put("preemptionPolicy", "PreemptLowerPriority");
        }
    }

    @Override
    public List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
        List<FieldError> errors = new ArrayList<>();
        String policy = Json.text(fresh, "preemptionPolicy");
        if (old != null) {
            if (Json.number(fresh, "value") != Json.number(old, "value")) {
                errors.add(FieldError.forbidden("value", "may not be changed in an update."));
            }
            if (!policy.equals(Json.text(old, "preemptionPolicy"))) {
                errors.add(FieldError.invalid("preemptionPolicy", policy, "field is immutable"));
            }
            return errors;
        }
        String name = Json.text(fresh, "metadata", "name");
        if (name.startsWith(SYSTEM)) {
            systemClass(name, fresh, errors);
        } else if (Json.number(fresh, "value") > HIGHEST_OF_USERS) {
            errors.add(FieldError.forbidden("value", "maximum allowed value of a user defined priority is " + HIGHEST_OF_USERS));
        }
        if (!POLICIES.contains(policy)) {
            errors.add(policy.isEmpty() ? FieldError.required("preemptionPolicy", "")
                    : FieldError.unsupported("preemptionPolicy", policy, POLICIES));
        }
        return errors;
    }

    private static void systemClass(String name, ObjectNode fresh, List<FieldError> errors) {
        Integer value = SYSTEM_VALUES.get(name);
        String problem = value == null ? name + " is not a known system priority class"
                : value != Json.number(fresh, "value") ? "value of " + name + " PriorityClass must be " + value
                : fresh.path("globalDefault").asBoolean(false) ? "globalDefault of " + name + " PriorityClass must be false" : "";
        if (!problem.isEmpty()) {
            errors.add(FieldError.forbidden("metadata.name",
                    "priority class names with '" + SYSTEM + "' prefix are reserved for system use only. error: " + problem));
        }
    }
}
