package metallb.adapters.support.apistore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import metallb.adapters.support.apistore.protobuf.Envelope;
import metallb.adapters.support.apistore.schema.Decoding;
import metallb.adapters.support.apistore.schema.DuplicateFields;
import metallb.adapters.support.apistore.schema.GoJson;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.Schema;
import metallb.adapters.support.apistore.schema.Schemas;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The object in a request's body: read, decoded by its kind's schema, its unknown and its duplicate fields judged. Or the refusal. */
sealed interface Body {
    /** What was read, in the form of the resource that was addressed. */
    record Read(ObjectNode object, List<String> warnings) implements Body {
    }

    /** Why it was not. */
    record Refused(Status status) implements Body {
    }

    YAMLMapper YAML = new YAMLMapper();
    String WRONG_MEDIA_TYPE = "the body of the request was in an unknown format - accepted media types include: "
            + "application/json, application/yaml, application/vnd.kubernetes.protobuf";
    String NO_KIND = "couldn't get version/kind; json parse error: ";
    String KIND_AND_VERSION = "struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string "
            + "\"json:\\\"kind,omitempty\\\"\" }";

    /** Kinds that are sent to subresources, or with a DELETE under any group's name. */
    Set<String> WITHOUT_RESOURCE = Set.of("DeleteOptions", "Scale", "TokenRequest");
    /** So much of a body the server shows where it cannot read it. */
    int SHOWN = 30;

    /** The tree in a body of this type; empty where it is none. */
    static Optional<JsonNode> tree(String contentType, byte[] content) {
        try {
            return switch (contentType.split(";")[0].strip()) {
                case Envelope.MEDIA_TYPE -> Envelope.open(content, Body::shape) instanceof Envelope.Opened opened
                        ? Optional.of(opened.json()) : Optional.empty();
                case "application/yaml" -> Optional.of(YAML.readTree(content)).filter(node -> !node.isMissingNode());
                default -> Optional.of(Json.MAPPER.readTree(content)).filter(node -> !node.isMissingNode());
            };
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Schema.Struct> shape(String apiVersion, String kind) {
        return WITHOUT_RESOURCE.contains(kind) ? Optional.of(Schemas.named(kind))
                : Resources.ALL.stream().filter(each -> each.apiVersion().equals(apiVersion) && each.kind().equals(kind))
                        .map(Resource::schema).findFirst();
    }

    static Body parse(Resource resource, String contentType, byte[] content, WriteOptions options) {
        String type = contentType.split(";")[0].strip();
        if (type.equals(Envelope.MEDIA_TYPE)) {
            return switch (Envelope.open(content, Body::shape)) {
                case Envelope.Opened opened -> decode(resource, opened.json(), options);
                case Envelope.Unrecognized(String why) -> unrecognized(resource, content, why);
                case Envelope.Unreadable unreadable -> refused(resource, unreadable.kind(), unreadable.why());
            };
        }
        boolean yaml = type.equals("application/yaml");
        if (!yaml && !type.equals("application/json") && !type.isEmpty()) {
            return new Refused(new Status(415, "UnsupportedMediaType", WRONG_MEDIA_TYPE));
        }
        GoJson.Reading read = yaml ? yaml(content) : GoJson.read(content);
        Optional<String> problem = read.problem().or(() -> GoJson.notAnObject(read.tree(), KIND_AND_VERSION));
        // null is an object of which nothing is said
        return problem.isPresent() ? unrecognized(resource, content, NO_KIND + problem.get()) : decode(resource,
                read.tree() instanceof ObjectNode object ? object : Json.object(), yaml ? List.of() : DuplicateFields.in(content), options);
    }

    private static GoJson.Reading yaml(byte[] content) {
        try {
            JsonNode tree = YAML.readTree(content);
            return new GoJson.Reading(tree, tree.isMissingNode() ? Optional.of("unexpected end of JSON input") : Optional.empty());
        } catch (JacksonException malformed) {
            return new GoJson.Reading(Json.object(), Optional.of(malformed.getOriginalMessage()));
        }
    }

    static Body decode(Resource resource, ObjectNode tree, WriteOptions options) {
        return decode(resource, tree, List.of(), options);
    }

    /** {@code duplicates}: the paths of fields that the text has more than once, which no tree shows. */
    private static Body decode(Resource resource, ObjectNode tree, List<String> duplicates, WriteOptions options) {
        String version = Json.text(tree, "apiVersion");
        String kind = Json.text(tree, "kind");
        if (!version.isEmpty() && !version.equals(resource.apiVersion())) {
            return new Refused(Status.badRequest("the API version in the data (" + version
                    + ") does not match the expected API version (" + resource.apiVersion() + ")"));
        }
        if (!kind.isEmpty() && !kind.equals(resource.kind())) {
            return refused(resource, kind, "converting (v1." + kind + ") to (v1." + resource.kind() + "): unknown conversion");
        }
        ObjectNode bare = tree.deepCopy().without(List.of("kind", "apiVersion"));
        if (Json.at(bare, "metadata", "managedFields") instanceof ArrayNode list && list.isEmpty()) {
            // means the same as one empty entry, and no empty list outlives its decoding
            list.addObject();
        }
        Decoding.Decoded decoded = Decoding.decode(resource.schema(), bare);
        if (decoded.error().isPresent()) {
            return refused(resource, resource.kind(), decoded.error().get());
        }
        List<String> problems = new ArrayList<>();
        duplicates.stream().filter(path -> !decoded.unknown().contains(path)).forEach(path -> problems.add("duplicate field \"" + path + "\""));
        decoded.unknown().forEach(path -> problems.add("unknown field \"" + path + "\""));
        return switch (options.validation()) {
            case STRICT -> problems.isEmpty() ? new Read(decoded.object(), List.of())
                    : refused(resource, resource.kind(), "strict decoding error: " + String.join(", ", problems));
            case WARN -> new Read(decoded.object(), problems);
            case IGNORE -> new Read(decoded.object(), List.of());
        };
    }

    private static Body refused(Resource resource, String kind, String why) {
        return new Refused(Status.badRequest(kind + " in version \"" + resource.version() + "\" cannot be handled as a "
                + resource.kind() + ": " + why));
    }

    private static Body unrecognized(Resource resource, byte[] content, String why) {
        return new Refused(Status.badRequest("the object provided is unrecognized (must be of type " + resource.kind() + "): " + why
                + " (" + summary(content) + ")"));
    }

    /** As the server shows it: the text of what looks like JSON, else the bytes. */
    private static String summary(byte[] content) {
        if (content.length == 0) {
            return "<empty>";
        }
        byte[] head = Arrays.copyOf(content, Math.min(content.length, SHOWN));
        return (content[0] == '{' ? new String(head, StandardCharsets.UTF_8) : HexFormat.of().formatHex(head))
                + (content.length > SHOWN ? " ..." : "");
    }
}
