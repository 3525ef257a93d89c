package metallb.adapters.support.apistore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import metallb.adapters.support.apistore.schema.GoJson;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A Secret's defaults, and what its type asks of its data. */
final class SecretStrategy implements Strategy {
    private static final String ACCOUNT = "kubernetes.io/service-account.name";

    @Override
    public void prepare(ObjectNode fresh, ObjectNode old) {
        // stringData is for writing only: it lands in data, encoded
        if (fresh.remove("stringData") instanceof ObjectNode plain) {
            plain.properties().forEach(entry -> Json.within(fresh, "data").put(entry.getKey(), Base64.getEncoder()
                    .encodeToString(entry.getValue().stringValue().getBytes(StandardCharsets.UTF_8))));
        }
        if (Json.text(fresh, "type").isEmpty()) {
            fresh.put("type", "Opaque");
        }
    }

    @Override
    public List<FieldError> validate(ObjectNode fresh, ObjectNode old) {
        List<FieldError> errors = new ArrayList<>();
        String type = Json.text(fresh, "type");
        if (old != null) {
            if (!type.equals(Json.text(old, "type"))) {
                errors.add(FieldError.invalid("type", type, "field is immutable"));
            }
            DataValidation.frozen(fresh, old, List.of("data"), errors);
        }
        DataValidation.keys(fresh, "data", errors);
        if (DataValidation.binaryBytes(fresh, "data") > DataValidation.MOST_DATA) {
            errors.add(FieldError.tooLong("data", DataValidation.MOST_DATA));
        }
        ofType(type, fresh, errors);
        return errors;
    }

    private static void ofType(String type, ObjectNode secret, List<FieldError> errors) {
        ObjectNode data = Json.child(secret, "data");
        switch (type) {
            case "kubernetes.io/service-account-token" -> {
                if (Json.text(secret, "metadata", "annotations", ACCOUNT).isEmpty()) {
                    errors.add(FieldError.required("metadata.annotations[" + ACCOUNT + "]", ""));
                }
            }
            case "kubernetes.io/dockercfg" -> json(data, ".dockercfg", errors);
            case "kubernetes.io/dockerconfigjson" -> json(data, ".dockerconfigjson", errors);
            case "kubernetes.io/basic-auth" -> {
                if (!data.has("username") && !data.has("password")) {
                    present(data, List.of("username", "password"), errors);
                }
            }
            case "kubernetes.io/ssh-auth" -> {
                if (Json.text(data, "ssh-privatekey").isEmpty()) {
                    errors.add(FieldError.required("data[ssh-privatekey]", ""));
                }
            }
            case "kubernetes.io/tls" -> present(data, List.of("tls.crt", "tls.key"), errors);
            default -> {
                // any other type is its users' own affair
            }
        }
    }

    private static void present(ObjectNode data, List<String> keys, List<FieldError> errors) {
        keys.stream().filter(key -> !data.has(key)).forEach(key -> errors.add(FieldError.required("data[" + key + "]", "")));
    }

    private static void json(ObjectNode data, String key, List<FieldError> errors) {
        JsonNode value = data.get(key);
        if (value == null) {
            errors.add(FieldError.required("data[" + key + "]", ""));
            return;
        }
        GoJson.Reading read = GoJson.read(DataValidation.decoded(value));
        read.problem().or(() -> GoJson.notAnObject(read.tree(), GoJson.MAP)).ifPresent(why -> errors.add(FieldError.invalid("data[" + key + "]", "<secret contents redacted>", why)));
    }

    @Override
    public MetadataValidation.Look metadataLook() {
        return MetadataValidation.Look.BOTH;
    }
}
