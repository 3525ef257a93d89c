package metallb.adapters.support.apistore;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The events of the newest change, for all watches that see it. Older ones are rarely asked for twice and are not kept. */
final class SharedEvents {
    private record Form(WatchEvent.Type type, Resource resource) {
    }

    private final Map<Form, WatchEvent> events = new HashMap<>();
    private long revision;

    /** How watches of this resource see the change. What ended, or left a selection, is shown as it was before, under the version of its end. */
    WatchEvent of(Change change, WatchEvent.Type type, Resource resource) {
        if (change.revision() != revision) {
            events.clear();
            revision = change.revision();
        }
        return events.computeIfAbsent(new Form(type, resource), _ -> event(change, type, resource));
    }

    private static WatchEvent event(Change change, WatchEvent.Type type, Resource resource) {
        if (type != WatchEvent.Type.DELETED) {
            return new WatchEvent(type, Forms.view(resource, change.after()));
        }
        ObjectNode object = Forms.view(resource, change.before());
        ObjectNode metadata = (ObjectNode) object.get("metadata").deepCopy();
        object.set("metadata", metadata.put("resourceVersion", Long.toString(change.revision())));
        return new WatchEvent(type, object);
    }
}
