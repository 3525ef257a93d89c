package metallb.adapters.support.apistore;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import metallb.adapters.support.apistore.patch.JsonPatch;
import metallb.adapters.support.apistore.patch.MergePatch;
import metallb.adapters.support.apistore.patch.Patched;
import metallb.adapters.support.apistore.patch.StrategicMergePatch;
import metallb.adapters.support.apistore.schema.GoJson;
import metallb.adapters.support.apistore.schema.GoText;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Applies the three patch forms to the object as its resource shows it, then writes the result like an update. */
final class Patcher {
    private final Registry registry;
    private final Writer writer;

    Patcher(Registry registry, Writer writer) {
        this.registry = registry;
        this.writer = writer;
    }

    Outcome patch(Target target, PatchType type, byte[] content, WriteOptions options, Instant now) {
        Resource resource = target.resource();
        ObjectNode old = registry.get(resource.storage(), target.key());
        if (old == null) {
            return new Outcome.Answered(Status.notFound(resource, target.name()));
        }
        return switch (read(type, content)) {
            case Change.Refused refused -> new Outcome.Answered(refused.status());
            case Change.Read read -> patch(target, old, type, content, read.change(), options, now);
        };
    }

    private Outcome patch(Target target, ObjectNode old, PatchType type, byte[] content, JsonNode change, WriteOptions options,
                          Instant now) {
        Resource resource = target.resource();
        return switch (apply(type, resource.schema(), Forms.whole(resource, old), change)) {
            case Patched.Malformed malformed -> new Outcome.Answered(Status.badRequest(malformed.reason()));
            case Patched.Inapplicable _ -> new Outcome.Answered(rejected());
            case Patched.Unmergeable unmergeable -> new Outcome.Answered(failed(unmergeable));
            case Patched.Changed changed -> changed.document() instanceof ObjectNode next
                    ? write(target, next, type, content, change, options, now) : new Outcome.Answered(rejected());
        };
    }

    /** The patch as a tree, or why it is none. */
    sealed interface Change {
        record Read(JsonNode change) implements Change {
        }

        record Refused(Status status) implements Change {
        }
    }

    static Change read(PatchType type, byte[] content) {
        GoJson.Reading read = GoJson.read(content);
        Optional<String> malformed = read.problem();
        JsonNode change = read.tree();
        return switch (type) {
            case JSON -> malformed.or(() -> GoJson.notAList(change, "[]handlers.jsonPatchOp"))
                    .map(why -> refused("error decoding patch: " + why)).orElseGet(() -> new Change.Read(change.isNull() ? Json.array() : change));
            case MERGE -> malformed.or(() -> GoJson.notAnObject(change, GoJson.MAP)).map(why -> refused("error decoding patch: " + why))
                    .orElseGet(() -> change.isNull() ? refused("Invalid JSON Patch") : new Change.Read(change));
            case STRATEGIC -> malformed.or(() -> GoJson.notAnObject(change, GoJson.MAP)).map(Patcher::refused)
                    .orElseGet(() -> new Change.Read(change.isNull() ? Json.object() : change));
        };
    }

    private static Change refused(String why) {
        return new Change.Refused(Status.badRequest(why));
    }

    static Patched apply(PatchType type, Schema schema, ObjectNode current, JsonNode change) {
        return switch (type) {
            case JSON -> JsonPatch.apply(current, change);
            case MERGE -> new Patched.Changed(MergePatch.apply(current, change));
            case STRATEGIC -> StrategicMergePatch.apply(schema, current, (ObjectNode) change);
        };
    }

    private Outcome write(Target target, ObjectNode next, PatchType type, byte[] content, JsonNode change, WriteOptions options,
                          Instant now) {
        // whose metadata.namespace the patch removed still is where it is
        Body decoded = Body.decode(target.resource(), next, options);
        if (decoded instanceof Body.Refused refused && options.validation() == WriteOptions.Validation.STRICT) {
            String message = refused.status().message();
            int strict = message.indexOf("strict decoding error");
            if (strict >= 0) {
                String shown = type == PatchType.STRATEGIC ? GoText.value(change) : new String(content, StandardCharsets.UTF_8);
                return new Outcome.Answered(Status.invalid(" \"\"", Json.object(),
                        List.of(FieldError.invalid("patch", shown, message.substring(strict)))));
            }
        }
        return switch (decoded) {
            case Body.Refused refused -> new Outcome.Answered(refused.status());
            case Body.Read body -> writer.update(target, body, ManagedFields::written, options, now);
        };
    }

    /** The server takes such a patch for a failure of its own. */
    static Status failed(Patched.Unmergeable unmergeable) {
        return new Status(500, "", unmergeable.reason());
    }

    /** The server says no more than this about a patch that does not fit. */
    static Status rejected() {
        return new Status(422, "Invalid", "the server rejected our request due to an error in our request", Json.object());
    }
}
