package metallb.adapters.support.apistore;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import metallb.adapters.support.apistore.schema.GoBase64;
import metallb.adapters.support.apistore.schema.GoJson;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;

/**
 * Where the next page of a list begins: as the server writes it, base64url of a JSON object.
 *
 * @param revision of which state the pages are; -1 for whatever is there by then
 * @param after the last key of the page before, relative to what is listed
 */
record ContinueToken(long revision, String after) {
    private static final String VERSION = "meta.k8s.io/v1";

    String text() {
        // the server writes the slash only where it goes on in the same state
        String start = (revision < 0 ? "" : "/") + after + "\0";
        String json = Json.object().put("v", VERSION).put("rv", revision).put("start", start).toString();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** A token, or why the text is none, in the server's words. */
    sealed interface Reading {
        record Read(ContinueToken token) implements Reading {
        }

        record Refused(String why) implements Reading {
        }
    }

    static Reading read(String text) {
        return switch (GoBase64.decode(text)) {
            case GoBase64.Malformed(String why) -> new Reading.Refused(why);
            case GoBase64.Decoded(byte[] content) -> {
                GoJson.Reading read = GoJson.read(content);
                Optional<String> problem = read.problem().or(() -> GoJson.notAnObject(read.tree(), "storage.continueToken"))
                        .or(() -> mistyped(read.tree()));
                yield problem.<Reading>map(Reading.Refused::new).orElseGet(() -> read(read.tree()));
            }
        };
    }

    private static Optional<String> mistyped(JsonNode json) {
        return json.properties().stream().flatMap(field -> switch (field.getKey()) {
            case "v", "start" -> GoJson.notAString(field.getValue(), "continueToken." + field.getKey()).stream();
            case "rv" -> GoJson.notAnInteger(field.getValue(), "continueToken.rv").stream();
            default -> Stream.empty();
        }).findFirst();
    }

    private static Reading read(JsonNode json) {
        String version = Json.text(json, "v");
        String start = Json.text(json, "start");
        if (!version.equals(VERSION)) {
            return new Reading.Refused("server does not recognize this encoded version " + version);
        }
        if (Json.number(json, "rv") == 0) {
            return new Reading.Refused("incorrect encoded start resourceVersion (version " + VERSION + ")");
        }
        if (start.isEmpty()) {
            return new Reading.Refused("encoded start key empty (version " + VERSION + ")");
        }
        String key = start.startsWith("/") ? start.substring(1) : start;
        // nobody climbs out of the collection that is listed
        if (!key.isEmpty() && Stream.of(key.split("/", -1)).anyMatch(part -> List.of("", ".", "..").contains(part))
                || key.indexOf(Character.MAX_VALUE) >= 0) {
            return new Reading.Refused(start);
        }
        return new Reading.Read(new ContinueToken(Json.number(json, "rv"), key.endsWith("\0") ? key.substring(0, key.length() - 1) : key));
    }
}
