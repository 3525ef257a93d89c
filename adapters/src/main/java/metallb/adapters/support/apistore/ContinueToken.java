package metallb.adapters.support.apistore;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;

/**
 * Where the next page of a list begins: as the server writes it, base64url of a JSON object.
 *
 * @param revision of which state the pages are; -1 for whatever is there by then
 * @param after the last key of the page before, relative to what is listed
 */
record ContinueToken(long revision, String after) {
    String text() {
        // the server writes the slash only where it goes on in the same state
        String start = (revision < 0 ? "" : "/") + after + "\0";
        String json = Json.object().put("v", "meta.k8s.io/v1").put("rv", revision).put("start", start).toString();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<ContinueToken> read(String text) {
        try {
            JsonNode json = Body.tree("application/json", Base64.getUrlDecoder().decode(text)).orElse(Json.object());
            String start = Json.text(json, "start");
            if (!Json.text(json, "v").equals("meta.k8s.io/v1") || start.isEmpty() || start.indexOf(Character.MAX_VALUE) >= 0) {
                return Optional.empty();
            }
            String key = start.startsWith("/") ? start.substring(1) : start;
            return Optional.of(new ContinueToken(Json.number(json, "rv"), key.endsWith("\0") ? key.substring(0, key.length() - 1) : key));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
