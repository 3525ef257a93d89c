package metallb.adapters.devcluster;

import static metallb.adapters.devcluster.Protobuf.field;
import static metallb.adapters.devcluster.Protobuf.join;
import static metallb.adapters.devcluster.Protobuf.text;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import tools.jackson.databind.JsonNode;

/**
 * OpenAPI v2 in its protobuf form, which kubectl asks for: up to 1.28 before it applies, and still for {@code explain
 * --output=plaintext-openapiv2}. Of calls it says no more than that every kind takes the parameters fieldValidation and dryRun
 * when it is patched: then the server validates, and kubectl does not. Kinds are those of {@link OpenApi}. Field numbers: the
 * gnostic project's OpenAPIv2 messages.
 */
final class OpenApiV2 {
    static final String PATH = "/openapi/v2";
    /** The answer's type, which clients can parse; what they ask for has an @ in it. */
    static final String MEDIA_TYPE = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
    static final String ASKED = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    private OpenApiV2() {
    }

    static byte[] document() {
        List<Resource> kinds = Resources.ALL.stream().filter(resource -> !resource.is(Resource.Trait.REVIEW)).toList();
        byte[] paths = join(kinds.stream().map(resource -> field(2, path(resource))).toList());
        byte[] definitions = named(1, OpenApi.schemas(kinds));
        return join(List.of(text(1, "2.0"), field(2, join(List.of(text(1, "metallb-java devcluster"), text(2, "v1.33.0")))), field(8, paths),
                field(9, definitions)));
    }

    private static byte[] path(Resource resource) {
        String name = (resource.group().isEmpty() ? "/api/" : "/apis/") + resource.apiVersion()
                + (resource.namespaced() ? "/namespaces/{namespace}/" : "/") + resource.plural() + "/{name}";
        byte[] kind = text(2, "group: \"" + resource.group() + "\"\nkind: " + resource.kind() + "\nversion: " + resource.version() + "\n");
        byte[] operation = join(List.of(parameter("dryRun"), parameter("fieldManager"), parameter("fieldValidation"),
                field(13, join(List.of(text(1, "x-kubernetes-group-version-kind"), field(2, kind))))));
        return join(List.of(text(1, name), field(2, field(8, operation))));
    }

    /** A ParametersItem that holds a Parameter that is no body but in the query. */
    private static byte[] parameter(String name) {
        byte[] inQuery = join(List.of(text(2, "query"), text(4, name), text(6, "string")));
        return field(8, field(1, field(2, field(3, inQuery))));
    }

    /** NamedSchemas, each in a field of this number. */
    private static byte[] named(int number, JsonNode schemas) {
        return join(schemas.properties().stream().map(each -> field(number, join(List.of(text(1, each.getKey()),
                field(2, schema(each.getValue())))))).toList());
    }

    /** {@code json}: as the third version writes a schema. */
    private static byte[] schema(JsonNode json) {
        JsonNode reference = json.at("/allOf/0/$ref");
        if (reference.isString()) {
            return text(1, reference.stringValue().replace("#/components/schemas/", "#/definitions/"));
        }
        List<byte[]> parts = new ArrayList<>();
        for (var part : json.properties()) {
            JsonNode value = part.getValue();
            switch (part.getKey()) {
                case "format" -> parts.add(text(2, value.stringValue()));
                case "description" -> parts.add(text(4, value.stringValue()));
                case "additionalProperties" -> parts.add(field(21, field(1, schema(value))));
                case "type" -> parts.add(field(22, text(1, value.stringValue())));
                case "items" -> parts.add(field(23, field(1, schema(value))));
                case "properties" -> parts.add(field(25, named(1, value)));
                // JSON is YAML
                default -> parts.add(field(31, join(List.of(text(1, part.getKey()), field(2, text(2, value.toString()))))));
            }
        }
        if (!json.has("type")) {
            // a number or a text (IntOrString), which the second version calls a text
            parts.add(field(22, text(1, "string")));
        }
        return join(parts);
    }
}
