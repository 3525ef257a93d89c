package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server fills in and refuses in bindings of roles and in network policies. */
final class AccessStrategies {
    private static final String RBAC = "rbac.authorization.k8s.io";

    static final Strategy BINDING = new Strategy() {
        @Override
        public void prepare(ObjectNode fresh, ObjectNode old) {
            ObjectNode role = Json.within(fresh, "roleRef");
            if (Json.text(role, "apiGroup").isEmpty()) {
                role.put("apiGroup", RBAC);
            }
            for (JsonNode each : Json.list(fresh, "subjects")) {
                if (!Json.text(each, "kind").equals("ServiceAccount") && Json.text(each, "apiGroup").isEmpty()) {
                    ((ObjectNode) each).put("apiGroup", RBAC);
                }
            }
        }

        @Override
        public List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
            List<FieldError> errors = new ArrayList<>();
            ObjectNode role = Json.child(fresh, "roleRef");
            List<String> kinds = Json.text(fresh, "metadata", "namespace").isEmpty() ? List.of("ClusterRole") : List.of("ClusterRole", "Role");
            if (!kinds.contains(Json.text(role, "kind"))) {
                errors.add(FieldError.unsupported("roleRef.kind", Json.text(role, "kind"), kinds));
            }
            if (Json.text(role, "name").isEmpty()) {
                errors.add(FieldError.required("roleRef.name", ""));
            }
            int index = 0;
            for (JsonNode subject : Json.list(fresh, "subjects")) {
                subjectErrors(subject, "subjects[" + index++ + "]", errors);
            }
            if (old != null && !role.equals(Json.child(old, "roleRef"))) {
                errors.add(FieldError.invalid("roleRef", role, "cannot change roleRef"));
            }
            return errors;
        }
    };

    static final Strategy NETWORK_POLICY = new Strategy() {
        @Override
        public void prepare(ObjectNode fresh, ObjectNode old) {
            ObjectNode spec = Json.within(fresh, "spec");
            if (Json.list(spec, "policyTypes").isEmpty()) {
                ArrayNode types = spec.putArray("policyTypes").add("Ingress");
                if (!Json.list(spec, "egress").isEmpty()) {
                    types.add("Egress");
                }
            }
            for (String direction : List.of("ingress", "egress")) {
                for (JsonNode rule : Json.list(spec, direction)) {
                    Json.list(rule, "ports").forEach(port -> {
                        if (Json.text(port, "protocol").isEmpty()) {
                            ((ObjectNode) port).put("protocol", "TCP");
                        }
                    });
                }
            }
        }
    };

    private AccessStrategies() {
    }

    private static void subjectErrors(JsonNode subject, String field, List<FieldError> errors) {
        List<String> kinds = List.of("Group", "ServiceAccount", "User");
        String kind = Json.text(subject, "kind");
        if (!kinds.contains(kind)) {
            errors.add(FieldError.unsupported(field + ".kind", kind, kinds));
        } else if (kind.equals("ServiceAccount") && Json.text(subject, "namespace").isEmpty()) {
            errors.add(FieldError.required(field + ".namespace", ""));
        }
        if (Json.text(subject, "name").isEmpty()) {
            errors.add(FieldError.required(field + ".name", ""));
        }
    }
}
