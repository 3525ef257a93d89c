package metallb.adapters.support.apistore;

import java.util.List;
import java.util.Objects;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What may not change in a Service: its primary address and family, its class, its health check's port. */
final class ServiceChangeValidation {
    private static final String ONCE_SET = "may not change once set";

    private ServiceChangeValidation() {
    }

    static void check(ObjectNode service, ObjectNode old, List<FieldError> errors) {
        ObjectNode spec = Json.child(service, "spec");
        ObjectNode before = Json.child(old, "spec");
        if (!ServiceStrategy.isExternalName(service) && !ServiceStrategy.isExternalName(old)) {
            addresses(spec, before, errors);
        }
        JsonNode wanted = Json.at(spec, "loadBalancerClass");
        if (ServiceStrategy.isLoadBalancer(service) && ServiceStrategy.isLoadBalancer(old)
                && !Objects.equals(wanted, Json.at(before, "loadBalancerClass"))) {
            errors.add(new FieldError("FieldValueInvalid", "spec.loadBalancerClass",
                    "Invalid value: " + (wanted == null ? "null" : wanted) + ": " + ONCE_SET));
        }
        if (ServiceStrategy.needsHealthCheck(service) && ServiceStrategy.needsHealthCheck(old)
                && Json.number(spec, "healthCheckNodePort") != Json.number(before, "healthCheckNodePort")) {
            errors.add(FieldError.forbidden("spec.healthCheckNodePort", "field is immutable"));
        }
    }

    private static void addresses(ObjectNode spec, ObjectNode before, List<FieldError> errors) {
        boolean headless = Json.text(spec, "clusterIP").equals("None");
        boolean wasHeadless = Json.text(before, "clusterIP").equals("None");
        if (headless && wasHeadless) {
            return;
        }
        same(spec, before, "clusterIPs", errors);
        released(spec, before, "clusterIPs", "clusterIP", errors);
        if (headless == wasHeadless) {
            same(spec, before, "ipFamilies", errors);
            released(spec, before, "ipFamilies", "ipFamily", errors);
        }
    }

    /** A second value may come or go; whatever stands in both lists stays. */
    private static void same(ObjectNode spec, ObjectNode before, String name, List<FieldError> errors) {
        ArrayNode now = Json.list(spec, name);
        ArrayNode then = Json.list(before, name);
        int compared = now.size() == then.size() ? now.size() : Math.min(1, Math.min(now.size(), then.size()));
        for (int index = 0; index < compared; index++) {
            if (!now.get(index).equals(then.get(index))) {
                // of families the server names the first one whichever it is
                int shown = name.equals("ipFamilies") ? 0 : index;
                errors.add(FieldError.invalid("spec." + name + "[" + shown + "]", now, ONCE_SET));
            }
        }
    }

    private static void released(ObjectNode spec, ObjectNode before, String name, String one, List<FieldError> errors) {
        String policy = Json.text(spec, "ipFamilyPolicy");
        if (Json.list(before, name).size() > 1 && Json.list(spec, name).size() == 1 && !policy.equals("SingleStack")) {
            errors.add(FieldError.invalid("spec.ipFamilyPolicy", policy, "must be set to 'SingleStack' when releasing the secondary " + one));
        }
    }
}
