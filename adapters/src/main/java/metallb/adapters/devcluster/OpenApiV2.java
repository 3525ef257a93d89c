package metallb.adapters.devcluster;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;

/**
 * OpenAPI v2 in its protobuf form, which kubectl up to 1.28 reads before it applies. It says no more than that every kind takes
 * the parameters fieldValidation and dryRun when it is patched: then the server validates, and kubectl does not. Field numbers:
 * the gnostic project's OpenAPIv2 messages.
 */
final class OpenApiV2 {
    static final String PATH = "/openapi/v2";
    /** The answer's type, which clients can parse; what they ask for has an @ in it. */
    static final String MEDIA_TYPE = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
    static final String ASKED = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    private OpenApiV2() {
    }

    static byte[] document() {
        byte[] paths = join(Resources.ALL.stream().filter(resource -> !resource.is(Resource.Trait.REVIEW))
                .map(resource -> field(2, path(resource))).toList());
        return join(List.of(text(1, "2.0"), field(2, join(List.of(text(1, "metallb-java devcluster"), text(2, "v1.33.0")))), field(8, paths)));
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

    private static byte[] text(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A field of wire type 2: number, length, content. */
    private static byte[] field(int number, byte[] content) {
        var out = new ByteArrayOutputStream();
        varint(out, number << 3 | 2);
        varint(out, content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 127) {
            out.write(rest & 127 | 128);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static byte[] join(List<byte[]> parts) {
        var out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
