package metallb.adapters.support.apistore.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-side apply's look at a configuration: every field must be declared and every value be of its field's type, however
 * the caller wants unknown fields treated.
 */
public final class TypedPatch {
    private final List<String> problems = new ArrayList<>();

    private TypedPatch() {
    }

    /** What is wrong, in the server's one text; empty for a configuration that can be applied. Without kind and apiVersion. */
    public static Optional<String> problem(Schema.Struct schema, ObjectNode configuration) {
        var patch = new TypedPatch();
        patch.struct(schema, configuration, List.of());
        return switch (patch.problems.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(patch.problems.getFirst());
            default -> Optional.of("errors:\n  " + String.join("\n  ", patch.problems));
        };
    }

    private void value(Schema schema, JsonNode value, List<String> path) {
        if (value.isNull()) {
            return;
        }
        switch (schema) {
            case Schema.Struct struct when value instanceof ObjectNode object -> struct(struct, object, path);
            case Schema.Struct _ -> wrong(path, "expected map, got &{" + GoText.value(value) + "}");
            case Schema.Dictionary map when value instanceof ObjectNode object -> object.properties()
                    .forEach(entry -> value(map.value(), entry.getValue(), FieldSet.plus(path, "f:" + entry.getKey())));
            case Schema.Dictionary _ -> wrong(path, "expected map, got &{" + GoText.value(value) + "}");
            case Schema.Listing listing when value.isArray() -> items(listing, value, path);
            case Schema.Listing _ -> wrong(path, "expected list, got &{" + GoText.value(value) + "}");
            case Schema.Scalar scalar -> scalar(scalar.type(), value, path);
            case Schema.Anything _ -> {
            }
        }
    }

    private void struct(Schema.Struct schema, ObjectNode object, List<String> path) {
        object.properties().forEach(entry -> {
            List<String> inside = FieldSet.plus(path, "f:" + entry.getKey());
            Schema.Field field = schema.fields().get(entry.getKey());
            if (field == null) {
                wrong(inside, "field not declared in schema");
            } else {
                value(field.schema(), entry.getValue(), inside);
            }
        });
    }

    private void items(Schema.Listing listing, JsonNode list, List<String> path) {
        Set<String> seen = new HashSet<>();
        int index = -1;
        for (JsonNode item : list) {
            index++;
            boolean keyed = !listing.keys().isEmpty() && item.isObject();
            Optional<String> omitted = keyed ? FieldSet.omittedKey(listing, item) : Optional.empty();
            if (omitted.isPresent()) {
                wrong(path, "element " + index + ": associative list with keys has an element that omits key field \"" + omitted.get()
                        + "\" (and doesn't have default value)");
                continue;
            }
            String element = keyed ? "k:" + FieldSet.key(listing, item) : listing.set() ? "v:" + item : "i:" + index;
            if (!seen.add(element)) {
                wrong(path, "duplicate entries for key " + FieldSet.text(List.of(element)));
            }
            value(listing.item(), item, FieldSet.plus(path, element));
        }
    }

    private void scalar(Schema.Type type, JsonNode value, List<String> path) {
        switch (type) {
            case STRING, BYTES, TIME, MICRO_TIME -> {
                if (!value.isString()) {
                    wrong(path, "expected string, got &value.valueUnstructured{Value:" + GoText.value(value) + "}");
                }
            }
            case INT32, INT64 -> {
                if (!value.isNumber()) {
                    wrong(path, "expected numeric (int or float), got " + GoText.type(value));
                }
            }
            case BOOL -> {
                if (!value.isBoolean()) {
                    wrong(path, "expected boolean, got &{" + GoText.value(value) + "}");
                }
            }
            case INT_OR_STRING -> {
                if (value.isContainer()) {
                    wrong(path, "expected any scalar, got &{" + GoText.value(value) + "}");
                }
            }
        }
    }

    private void wrong(List<String> path, String what) {
        problems.add(FieldSet.text(path) + ": " + what);
    }
}
