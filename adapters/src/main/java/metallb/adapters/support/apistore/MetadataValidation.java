package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the server refuses in the metadata of any kind. At an update it looks once for every kind and again within most
 * kinds' own rules, and the causes that it gives repeat what it found so often.
 */
final class MetadataValidation {
    /** Bytes of all annotations of an object, keys and values. */
    static final int MOST_ANNOTATIONS = 256 * 1024;
    private static final String FINALIZERS = "metadata.finalizers";
    private static final List<String> STANDARD_FINALIZERS = List.of("foregroundDeletion", "kubernetes", "orphan");

    private MetadataValidation() {
    }

    /** How a kind's own rules look at the metadata of an update, beside the look that every kind gets. */
    enum Look { NONE, CHANGE, WHOLE, BOTH }

    static List<FieldError> ofCreation(Resource resource, ObjectNode fresh) {
        ObjectNode metadata = Json.child(fresh, "metadata");
        List<FieldError> errors = new ArrayList<>();
        String prefix = Json.text(metadata, "generateName");
        if (!prefix.isEmpty()) {
            Names.prefixProblem(resource, prefix).ifPresent(why -> errors.add(FieldError.invalid("metadata.generateName", prefix, why)));
        }
        String name = Json.text(metadata, "name");
        if (name.isEmpty()) {
            errors.add(FieldError.required("metadata.name", "name or generateName is required"));
        } else {
            Names.problem(resource, name).ifPresent(why -> errors.add(FieldError.invalid("metadata.name", name, why)));
        }
        errors.addAll(whole(metadata));
        errors.addAll(unqualifiedFinalizers(metadata));
        return errors;
    }

    static List<FieldError> ofUpdate(Look look, ObjectNode next, ObjectNode old) {
        ObjectNode metadata = Json.child(next, "metadata");
        List<FieldError> whole = whole(metadata);
        List<FieldError> change = change(metadata, Json.child(old, "metadata"));
        List<FieldError> errors = new ArrayList<>(whole);
        errors.addAll(change);
        if (look == Look.CHANGE || look == Look.BOTH) {
            errors.addAll(change);
        }
        if (look == Look.WHOLE || look == Look.BOTH) {
            errors.addAll(whole);
            errors.addAll(unqualifiedFinalizers(metadata));
        }
        return errors;
    }

    private static List<FieldError> whole(ObjectNode metadata) {
        List<FieldError> errors = new ArrayList<>(texts(metadata));
        finalizers(metadata, errors);
        return errors;
    }

    private static List<FieldError> change(ObjectNode metadata, ObjectNode before) {
        List<FieldError> errors = new ArrayList<>(newFinalizers(metadata, before));
        String uid = Json.text(metadata, "uid");
        if (!uid.equals(Json.text(before, "uid"))) {
            errors.add(FieldError.invalid("metadata.uid", uid, "field is immutable"));
        }
        errors.addAll(texts(metadata));
        return errors;
    }

    private static List<FieldError> texts(ObjectNode metadata) {
        List<FieldError> errors = new ArrayList<>();
        labels(Json.child(metadata, "labels"), "metadata.labels", errors);
        annotations(Json.child(metadata, "annotations"), "metadata.annotations", errors);
        OwnerValidation.check(Json.list(metadata, "ownerReferences"), errors);
        return errors;
    }

    static void labels(ObjectNode labels, String field, List<FieldError> errors) {
        labels.properties().forEach(label -> {
            Keys.qualifiedNameProblems(label.getKey()).forEach(why -> errors.add(FieldError.invalid(field, label.getKey(), why)));
            String value = label.getValue().stringValue();
            Keys.labelValueProblems(value).forEach(why -> errors.add(FieldError.invalid(field, value, why)));
        });
    }

    static void annotations(ObjectNode annotations, String field, List<FieldError> errors) {
        long size = 0;
        for (var annotation : annotations.properties()) {
            String key = annotation.getKey();
            Keys.qualifiedNameProblems(key.toLowerCase(Locale.ROOT)).forEach(why -> errors.add(FieldError.invalid(field, key, why)));
            size += Names.bytes(key) + Names.bytes(annotation.getValue().stringValue());
        }
        if (size > MOST_ANNOTATIONS) {
            errors.add(FieldError.tooLong(field, MOST_ANNOTATIONS));
        }
    }

    private static void finalizers(ObjectNode metadata, List<FieldError> errors) {
        List<String> names = new ArrayList<>();
        Json.list(metadata, "finalizers").forEach(each -> names.add(each.stringValue()));
        names.forEach(name -> Keys.qualifiedNameProblems(name).forEach(why -> errors.add(FieldError.invalid(FINALIZERS, name, why))));
        if (names.contains("orphan") && names.contains("foregroundDeletion")) {
            errors.add(FieldError.invalid(FINALIZERS, Json.list(metadata, "finalizers"),
                    "finalizer orphan and foregroundDeletion cannot be both set"));
        }
    }

    private static List<FieldError> unqualifiedFinalizers(ObjectNode metadata) {
        List<FieldError> errors = new ArrayList<>();
        int index = 0;
        for (JsonNode each : Json.list(metadata, "finalizers")) {
            String name = each.stringValue();
            String field = FINALIZERS + "[" + index++ + "]";
            if (!name.contains("/") && !STANDARD_FINALIZERS.contains(name)) {
                errors.add(FieldError.invalid(field, name, "name is neither a standard finalizer name nor is it fully qualified"));
            }
        }
        return errors;
    }

    private static List<FieldError> newFinalizers(ObjectNode metadata, ObjectNode before) {
        if (Json.text(before, "deletionTimestamp").isEmpty()) {
            return List.of();
        }
        List<JsonNode> had = Json.list(before, "finalizers").valueStream().toList();
        List<String> added = Json.list(metadata, "finalizers").valueStream().filter(each -> !had.contains(each))
                .map(each -> FieldError.quoted(each.stringValue())).distinct().sorted().toList();
        return added.isEmpty() ? List.of() : List.of(FieldError.forbidden(FINALIZERS, "no new finalizers can be added if the object is "
                + "being deleted, found new finalizers []string{" + String.join(", ", added) + "}"));
    }
}
