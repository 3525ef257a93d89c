package metallb.adapters.support.apistore;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the server refuses in {@code spec.selector} and {@code spec.template} of what makes pods. */
final class PodTemplateValidation {
    private static final String TEMPLATE = "spec.template";

    private PodTemplateValidation() {
    }

    /** The template's labels as the server shows them: null where there are none. */
    static FieldError unselected(ObjectNode spec) {
        ObjectNode labels = Json.child(spec, "template", "metadata", "labels");
        JsonNode shown = labels.isEmpty() ? JsonNodeFactory.instance.nullNode() : labels;
        return FieldError.invalid(TEMPLATE + ".metadata.labels", shown, "`selector` does not match template `labels`");
    }

    /** {@code maker}: the kind by which the server calls what makes the pods. */
    static void check(ObjectNode spec, String maker, List<FieldError> errors) {
        ObjectNode template = Json.child(spec, "template");
        MetadataValidation.labels(Json.child(template, "metadata", "labels"), TEMPLATE + ".labels", errors);
        MetadataValidation.annotations(Json.child(template, "metadata", "annotations"), TEMPLATE + ".annotations", errors);
        containers(Json.list(template, "spec", "containers"), errors);
        String restart = Json.text(template, "spec", "restartPolicy");
        if (!restart.equals("Always")) {
            errors.add(FieldError.unsupported(TEMPLATE + ".spec.restartPolicy", restart, List.of("Always")));
        }
        if (Json.at(template, "spec", "activeDeadlineSeconds") != null) {
            errors.add(FieldError.forbidden(TEMPLATE + ".spec.activeDeadlineSeconds",
                    "activeDeadlineSeconds in " + maker + " is not Supported"));
        }
    }

    private static void containers(ArrayNode containers, List<FieldError> errors) {
        String all = TEMPLATE + ".spec.containers";
        if (containers.isEmpty()) {
            errors.add(FieldError.required(all, ""));
        }
        Set<String> names = new HashSet<>();
        int index = 0;
        for (JsonNode container : containers) {
            String field = all + "[" + index++ + "]";
            String name = Json.text(container, "name");
            if (name.isEmpty()) {
                errors.add(FieldError.required(field + ".name", ""));
            } else {
                Names.labelProblem(name).ifPresent(why -> errors.add(FieldError.invalid(field + ".name", name, why)));
            }
            if (!names.add(name) && !name.isEmpty()) {
                errors.add(FieldError.duplicate(field + ".name", FieldError.quoted(name)));
            }
            if (Json.text(container, "image").isEmpty()) {
                errors.add(FieldError.required(field + ".image", ""));
            }
        }
    }

    static void notNegative(ObjectNode spec, String name, List<FieldError> errors) {
        JsonNode value = Json.at(spec, name);
        if (value != null && value.longValue() < 0) {
            errors.add(FieldError.invalid("spec." + name, value, "must be greater than or equal to 0"));
        }
    }
}
