package metallb.adapters.kubernetes;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One line of a watch (Kubernetes API, WatchEvent). */
sealed interface WatchEvent {
    /** ADDED or MODIFIED. */
    record Changed(JsonNode object) implements WatchEvent {}

    record Deleted(JsonNode object) implements WatchEvent {}

    /** Nothing changed, but the watch may go on from here later. */
    record Bookmark(JsonNode object) implements WatchEvent {}

    /** The server ends the watch; 410 where its position is too old. */
    record Failed(int code, String message) implements WatchEvent {}

    /** The line is no event. */
    record Garbled() implements WatchEvent {}

    /** Whatever the line holds. */
    static WatchEvent of(String line) {
        Optional<JsonNode> event = Json.tree(line);
        if (event.isEmpty()) {
            return new Garbled();
        }
        JsonNode object = event.get().path("object");
        String type = event.get().path("type").isString() ? event.get().path("type").stringValue() : "";
        return switch (type) {
            case "ADDED", "MODIFIED" -> new Changed(object);
            case "DELETED" -> new Deleted(object);
            case "BOOKMARK" -> new Bookmark(object);
            case "ERROR" -> new Failed(object.path("code").isInt() ? object.path("code").intValue() : 500,
                    Json.message(500, object.toString()));
            default -> new Garbled();
        };
    }
}
