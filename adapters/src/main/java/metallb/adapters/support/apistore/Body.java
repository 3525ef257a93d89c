package metallb.adapters.support.apistore;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import metallb.adapters.support.apistore.schema.Decoding;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The object in a request's body: read, decoded by its kind's schema, its unknown fields judged. Or the refusal. */
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

    /** The tree in a JSON or YAML text; empty where it is neither. */
    static Optional<JsonNode> tree(boolean yaml, byte[] content) {
        try {
            return Optional.of(yaml ? YAML.readTree(content) : Json.MAPPER.readTree(content)).filter(node -> !node.isMissingNode());
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    static Body parse(Resource resource, String contentType, byte[] content, WriteOptions options) {
        String type = contentType.split(";")[0].strip();
        boolean yaml = type.equals("application/yaml");
        if (!yaml && !type.equals("application/json") && !type.isEmpty()) {
            return new Refused(new Status(415, "UnsupportedMediaType", WRONG_MEDIA_TYPE));
        }
        try {
            JsonNode tree = yaml ? YAML.readTree(content) : Json.MAPPER.readTree(content);
            return tree instanceof ObjectNode object ? decode(resource, object, options)
                    : unrecognized(resource, content, tree.isMissingNode() ? "unexpected end of JSON input"
                            : "json: cannot unmarshal " + kindOf(tree) + " into Go value of type struct { APIVersion string "
                                    + "\"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }");
        } catch (UnexpectedEndOfInputException ended) {
            return unrecognized(resource, content, "unexpected end of JSON input");
        } catch (JacksonException malformed) {
            return unrecognized(resource, content, malformed.getOriginalMessage());
        }
    }

    static Body decode(Resource resource, ObjectNode tree, WriteOptions options) {
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
        Decoding.Decoded decoded = Decoding.decode(resource.schema(), bare);
        if (decoded.error().isPresent()) {
            return refused(resource, resource.kind(), decoded.error().get());
        }
        List<String> unknown = decoded.unknown().stream().map(path -> "unknown field \"" + path + "\"").toList();
        return switch (options.validation()) {
            case STRICT -> unknown.isEmpty() ? new Read(decoded.object(), List.of())
                    : refused(resource, resource.kind(), "strict decoding error: " + String.join(", ", unknown));
            case WARN -> new Read(decoded.object(), unknown);
            case IGNORE -> new Read(decoded.object(), List.of());
        };
    }

    private static Body refused(Resource resource, String kind, String why) {
        return new Refused(Status.badRequest(kind + " in version \"" + resource.version() + "\" cannot be handled as a "
                + resource.kind() + ": " + why));
    }

    private static Body unrecognized(Resource resource, byte[] content, String why) {
        String shown = new String(content, 0, Math.min(content.length, 100), StandardCharsets.UTF_8);
        return new Refused(Status.badRequest("the object provided is unrecognized (must be of type " + resource.kind()
                + "): couldn't get version/kind; json parse error: " + why + " (" + shown + ")"));
    }

    private static String kindOf(JsonNode tree) {
        return tree.isArray() ? "array" : tree.isString() ? "string" : tree.isNumber() ? "number" : tree.isNull() ? "null" : "bool";
    }
}
