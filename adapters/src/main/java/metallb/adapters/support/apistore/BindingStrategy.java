package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A binding's defaults, and what the server refuses in the role and the subjects that it binds. */
final class BindingStrategy implements Strategy {
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final List<String> SUBJECTS = List.of("ServiceAccount", "User", "Group");

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
        boolean namespaced = !Json.text(fresh, "metadata", "namespace").isEmpty();
        List<FieldError> errors = new ArrayList<>();
        ObjectNode role = Json.child(fresh, "roleRef");
        role(role, namespaced, errors);
        int index = 0;
        for (JsonNode subject : Json.list(fresh, "subjects")) {
            subject(subject, namespaced, "subjects[" + index++ + "]", errors);
        }
        if (old != null && !role.equals(Json.child(old, "roleRef"))) {
            // shown in the server's internal form
            ObjectNode shown = Json.object().put("APIGroup", Json.text(role, "apiGroup")).put("Kind", Json.text(role, "kind"))
                    .put("Name", Json.text(role, "name"));
            errors.add(FieldError.invalid("roleRef", shown, "cannot change roleRef"));
        }
        return errors;
    }

    private static void role(ObjectNode role, boolean namespaced, List<FieldError> errors) {
        List<String> kinds = namespaced ? List.of("Role", "ClusterRole") : List.of("ClusterRole");
        group(Json.text(role, "apiGroup"), RBAC, "roleRef.apiGroup", errors);
        if (!kinds.contains(Json.text(role, "kind"))) {
            errors.add(FieldError.unsupported("roleRef.kind", Json.text(role, "kind"), kinds));
        }
        String name = Json.text(role, "name");
        if (name.isEmpty()) {
            errors.add(FieldError.required("roleRef.name", ""));
        } else {
            Names.pathProblem(name).ifPresent(why -> errors.add(FieldError.invalid("roleRef.name", name, why)));
        }
    }

    private static void subject(JsonNode subject, boolean namespaced, String field, List<FieldError> errors) {
        String kind = Json.text(subject, "kind");
        String name = Json.text(subject, "name");
        String group = Json.text(subject, "apiGroup");
        if (name.isEmpty()) {
            errors.add(FieldError.required(field + ".name", ""));
        }
        switch (kind) {
            case "ServiceAccount" -> {
                if (!name.isEmpty()) {
                    Names.subdomainProblem(name).ifPresent(why -> errors.add(FieldError.invalid(field + ".name", name, why)));
                }
                group(group, "", field + ".apiGroup", errors);
                if (!namespaced && Json.text(subject, "namespace").isEmpty()) {
                    errors.add(FieldError.required(field + ".namespace", ""));
                }
            }
            case "User", "Group" -> {
                if (name.isEmpty()) {
                    errors.add(FieldError.invalid(field + ".name", name, (kind.equals("User") ? "user" : "group") + " name cannot be empty"));
                }
                group(group, RBAC, field + ".apiGroup", errors);
            }
            default -> errors.add(FieldError.unsupported(field + ".kind", kind, SUBJECTS));
        }
    }

    private static void group(String group, String only, String field, List<FieldError> errors) {
        if (!group.equals(only)) {
            errors.add(FieldError.unsupported(field, group, List.of(only)));
        }
    }

    @Override
    public MetadataValidation.Look metadataLook() {
        return MetadataValidation.Look.BOTH;
    }
}
