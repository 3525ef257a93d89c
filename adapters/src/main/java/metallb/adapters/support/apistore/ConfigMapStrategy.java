package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/** What the server refuses in a ConfigMap. */
final class ConfigMapStrategy implements Strategy {
    @Override
    public List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
        List<FieldError> errors = new ArrayList<>();
        if (old != null) {
            DataValidation.frozen(fresh, old, List.of("data", "binaryData"), errors);
        }
        DataValidation.keys(fresh, "data", errors);
        Json.child(fresh, "data").propertyNames().stream().filter(Json.child(fresh, "binaryData")::has).sorted().forEach(key ->
                errors.add(FieldError.invalid("data[" + key + "]", key, "duplicate of key present in binaryData")));
        DataValidation.keys(fresh, "binaryData", errors);
        if (DataValidation.textBytes(fresh, "data") + DataValidation.binaryBytes(fresh, "binaryData") > DataValidation.MOST_DATA) {
            // as the server names the whole object
            errors.add(FieldError.tooLong("[]", DataValidation.MOST_DATA));
        }
        return errors;
    }

    @Override
    public MetadataValidation.Look metadataLook() {
        return MetadataValidation.Look.BOTH;
    }
}
