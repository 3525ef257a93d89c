package metallb.adapters.support.apistore;

import java.nio.charset.StandardCharsets;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of a watch. Every watch that sees a change in the same way is given the same event, so that it is put together and
 * written once and not once a watch. For one thread at a time, as the store is.
 */
public final class WatchEvent {
    /** The API's words. */
    public enum Type { ADDED, MODIFIED, DELETED, BOOKMARK, ERROR }

    private final Type type;
    private final ObjectNode object;
    private byte[] line;

    WatchEvent(Type type, ObjectNode object) {
        this.type = type;
        this.object = object;
    }

    public Type type() {
        return type;
    }

    /** The object with kind and apiVersion; for a BOOKMARK an empty one but for its version, for an ERROR a Status. Shared: not to be changed. */
    public ObjectNode object() {
        return object;
    }

    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("type", type.name());
        json.set("object", object);
        return json;
    }

    /** As it is sent, its line feed included. Shared: not to be changed. */
    public byte[] line() {
        if (line == null) {
            line = (toJson() + "\n").getBytes(StandardCharsets.UTF_8);
        }
        return line;
    }
}
