package metallb.adapters.support.apistore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/** What an event must say. One with an eventTime is of the new kind and must name who reports it and what was done. */
final class EventStrategy implements Strategy {
    private static final int LONGEST_NOTE = 1024;

    @Override
    public List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
        List<FieldError> errors = new ArrayList<>();
        boolean reported = !Json.text(fresh, "eventTime").isEmpty();
        if (reported) {
            controllerErrors(Json.text(fresh, "reportingComponent"), errors);
            require(fresh, "reportingInstance", errors);
            require(fresh, "action", errors);
            require(fresh, "reason", errors);
            String type = Json.text(fresh, "type");
            if (!type.equals("Normal") && !type.equals("Warning")) {
                errors.add(FieldError.invalid("type", "", "has invalid value: " + type));
            }
            if (Json.text(fresh, "message").getBytes(StandardCharsets.UTF_8).length > LONGEST_NOTE) {
                errors.add(FieldError.invalid("message", "", "can have at most " + LONGEST_NOTE + " characters"));
            }
        }
        String about = Json.text(fresh, "involvedObject", "namespace");
        String namespace = Json.text(fresh, "metadata", "namespace");
        // what has no namespace is reported in "default"
        if (about.isEmpty() ? reported && !namespace.equals("default") && !namespace.equals("kube-system")
                : !about.equals(namespace)) {
            errors.add(FieldError.invalid("involvedObject.namespace", about, "does not match event.namespace"));
        }
        return errors;
    }

    private static void controllerErrors(String controller, List<FieldError> errors) {
        String field = "reportingController";
        if (controller.isEmpty()) {
            errors.add(FieldError.required(field, ""));
        }
        Keys.qualifiedNameProblems(controller).forEach(why -> errors.add(FieldError.invalid(field, controller, why)));
    }

    private static void require(ObjectNode event, String field, List<FieldError> errors) {
        if (Json.text(event, field).isEmpty()) {
            errors.add(FieldError.required(field, ""));
        }
    }
}
