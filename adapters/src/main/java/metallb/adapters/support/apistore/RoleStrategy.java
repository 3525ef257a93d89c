package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server refuses in the rules of Roles and ClusterRoles. */
final class RoleStrategy implements Strategy {
    @Override
    public List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
        boolean namespaced = !Json.text(fresh, "metadata", "namespace").isEmpty();
        List<FieldError> errors = new ArrayList<>();
        int index = 0;
        for (JsonNode rule : Json.list(fresh, "rules")) {
            rule(rule, namespaced, "rules[" + index++ + "]", errors);
        }
        if (Json.at(fresh, "aggregationRule") != null) {
            aggregation(Json.list(fresh, "aggregationRule", "clusterRoleSelectors"), errors);
        }
        return errors;
    }

    private static void rule(JsonNode rule, boolean namespaced, String field, List<FieldError> errors) {
        if (Json.list(rule, "verbs").isEmpty()) {
            errors.add(FieldError.required(field + ".verbs", "verbs must contain at least one value"));
        }
        ArrayNode paths = Json.list(rule, "nonResourceURLs");
        int resources = Json.list(rule, "resources").size();
        boolean groups = !Json.list(rule, "apiGroups").isEmpty();
        boolean names = !Json.list(rule, "resourceNames").isEmpty();
        if (!paths.isEmpty()) {
            if (namespaced) {
                errors.add(FieldError.invalid(field + ".nonResourceURLs", paths, "namespaced rules cannot apply to non-resource URLs"));
            }
            if (groups || resources > 0 || names) {
                errors.add(FieldError.invalid(field + ".nonResourceURLs", paths,
                        "rules cannot apply to both regular resources and non-resource URLs"));
            }
            return;
        }
        if (!groups) {
            errors.add(FieldError.required(field + ".apiGroups", "resource rules must supply at least one api group"));
        }
        if (resources == 0) {
            errors.add(FieldError.required(field + ".resources", "resource rules must supply at least one resource"));
        }
    }

    private static void aggregation(ArrayNode selectors, List<FieldError> errors) {
        String field = "aggregationRule.clusterRoleSelectors";
        if (selectors.isEmpty()) {
            errors.add(FieldError.required(field, "at least one clusterRoleSelector required if aggregationRule is non-nil"));
        }
        int index = 0;
        for (JsonNode selector : selectors) {
            SelectorValidation.check((ObjectNode) selector, field + "[" + index++ + "]", errors);
        }
    }

    @Override
    public MetadataValidation.Look metadataLook() {
        return MetadataValidation.Look.BOTH;
    }
}
