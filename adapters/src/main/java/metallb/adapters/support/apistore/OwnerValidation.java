package metallb.adapters.support.apistore;

import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What the server refuses in {@code metadata.ownerReferences}. It says which field, and not of which reference. */
final class OwnerValidation {
    private static final String FIELD = "metadata.ownerReferences";

    private OwnerValidation() {
    }

    static void check(ArrayNode references, List<FieldError> errors) {
        String controller = "";
        for (JsonNode reference : references) {
            each(reference, errors);
            if (!reference.path("controller").asBoolean(false)) {
                continue;
            }
            String name = Json.text(reference, "kind") + "/" + Json.text(reference, "name");
            if (controller.isEmpty()) {
                controller = name;
            } else {
                errors.add(FieldError.invalid(FIELD, references, "Only one reference can have Controller set to true. Found \"true\" in "
                        + "references for " + controller + " and " + name));
            }
        }
    }

    private static void each(JsonNode reference, List<FieldError> errors) {
        String version = Json.text(reference, "apiVersion");
        if (version.substring(version.indexOf('/') + 1).isEmpty()) {
            errors.add(FieldError.invalid(FIELD + ".apiVersion", version, "version must not be empty"));
        }
        for (String field : List.of("kind", "name", "uid")) {
            if (Json.text(reference, field).isEmpty()) {
                errors.add(FieldError.invalid(FIELD + "." + field, "", "must not be empty"));
            }
        }
        if (version.equals("v1") && Json.text(reference, "kind").equals("Event")) {
            errors.add(FieldError.invalid(FIELD, reference, "/v1, Kind=Event is disallowed from being an owner"));
        }
    }
}
