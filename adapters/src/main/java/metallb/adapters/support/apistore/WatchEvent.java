package metallb.adapters.support.apistore;

import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of a watch.
 *
 * @param object the object with kind and apiVersion; for a BOOKMARK only its version, for an ERROR a Status
 */
public record WatchEvent(Type type, ObjectNode object) {
    /** The API's words. */
    public enum Type { ADDED, MODIFIED, DELETED, BOOKMARK, ERROR }

    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("type", type.name());
        json.set("object", object);
        return json;
    }
}
