package metallb.adapters.support.apistore;

import java.util.List;
import metallb.adapters.support.apistore.schema.GoText;
import metallb.adapters.support.apistore.schema.Json;

/**
 * The answer to one call.
 *
 * @param warnings for one Warning header each, already without the code
 * @param retryAfterSeconds for the header Retry-After; 0 for none
 */
public record Response(int code, String contentType, List<String> warnings, long retryAfterSeconds, String body) {
    public static final String TEXT = "text/plain; charset=utf-8";

    public Response {
        warnings = List.copyOf(warnings);
    }

    public static Response text(int code, String body) {
        return new Response(code, TEXT, List.of(), 0, body);
    }

    /** The same over several lines, for who reads it with his own eyes. */
    Response indented() {
        return contentType.equals("application/json")
                ? new Response(code, contentType, warnings, retryAfterSeconds, GoText.indented(Json.MAPPER.readTree(body))) : this;
    }

    /** In JSON, whatever was asked for: refusals to agree on a form are told so. */
    public static Response of(Status status) {
        return new Response(status.code(), "application/json", List.of(), status.retryAfterSeconds(), status.toJson() + "\n");
    }
}
