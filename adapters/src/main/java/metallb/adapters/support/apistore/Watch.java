package metallb.adapters.support.apistore;

import java.util.function.Consumer;
import metallb.adapters.support.apistore.schema.Decoding;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * A running watch. Its subscriber is called within the write that it sees, in the order of versions; it must not call the
 * store from there. An ERROR is the last event of a watch.
 */
public final class Watch implements AutoCloseable {
    private final Registry registry;
    private final WatchRequest request;
    private final Consumer<WatchEvent> subscriber;
    private final Consumer<Change> listener = this::changed;
    private long from;
    private boolean open = true;

    private Watch(Registry registry, WatchRequest request, Consumer<WatchEvent> subscriber) {
        this.registry = registry;
        this.request = request;
        this.subscriber = subscriber;
    }

    /** Sends what there is to send at once, then listens. */
    static Watch start(Registry registry, WatchRequest request, Consumer<WatchEvent> subscriber) {
        var watch = new Watch(registry, request, subscriber);
        String version = request.options().resourceVersion();
        long from = version.isEmpty() ? 0 : Long.parseLong(version);
        if (request.initialEvents() && from > registry.revision()) {
            return watch.refused(Status.tooLargeVersion(from, registry.revision()));
        }
        if (from == 0 || request.initialEvents()) {
            watch.sendWhatIsThere();
            watch.from = registry.revision();
        } else if (from < registry.forgotten() && from != registry.revision()) {
            return watch.refused(Status.expired("too old resource version: " + from + " (" + registry.forgotten() + ")"));
        } else {
            // a version of the future is waited for: until then nothing is new
            watch.from = from;
            registry.since(from).forEach(watch::changed);
        }
        registry.listen(watch.listener);
        return watch;
    }

    private Watch refused(Status why) {
        open = false;
        subscriber.accept(new WatchEvent(WatchEvent.Type.ERROR, why.toJson()));
        return this;
    }

    public boolean isOpen() {
        return open;
    }

    /**
     * Tells the subscriber, if it wants to know, up to which version it has seen everything. One that waits for a version of the
     * future has seen nothing: it hears nothing until that version is there.
     */
    public void bookmark() {
        if (open && request.bookmarks() && registry.revision() >= from) {
            bookmark(false);
        }
    }

    @Override
    public void close() {
        open = false;
        registry.unlisten(listener);
    }

    private void sendWhatIsThere() {
        Target collection = request.collection();
        String prefix = collection.namespace().isEmpty() ? "" : collection.namespace() + "/";
        registry.list(collection.resource().storage(), prefix).values().stream()
                .filter(object -> request.options().matches(collection.resource(), object))
                .forEach(object -> subscriber.accept(new WatchEvent(WatchEvent.Type.ADDED, Forms.view(collection.resource(), object))));
        // only the streaming list ends what is there with a mark; a watch that merely begins so has none
        if (request.bookmarks() && request.initialEvents()) {
            bookmark(true);
        }
    }

    private void changed(Change change) {
        Target collection = request.collection();
        Resource resource = collection.resource();
        boolean concerned = change.revision() > from && change.storage().equals(resource.storage())
                && (collection.namespace().isEmpty() || change.key().startsWith(collection.namespace() + "/"));
        if (!concerned || !open) {
            return;
        }
        boolean was = request.options().matches(resource, change.before());
        boolean is = request.options().matches(resource, change.after());
        if (is) {
            subscriber.accept(registry.events().of(change, was ? WatchEvent.Type.MODIFIED : WatchEvent.Type.ADDED, resource));
        } else if (was) {
            subscriber.accept(registry.events().of(change, WatchEvent.Type.DELETED, resource));
        }
    }

    /** An empty object of the kind, with the fields that the server never leaves out: clients read it as one of the kind. */
    private void bookmark(boolean initial) {
        Resource resource = request.collection().resource();
        ObjectNode object = Json.object().put("kind", resource.kind()).put("apiVersion", resource.apiVersion());
        object.setAll(Decoding.decode(resource.schema(), Json.object()).object());
        ObjectNode metadata = object.withObjectProperty("metadata").put("resourceVersion", Long.toString(registry.revision()));
        if (initial) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        subscriber.accept(new WatchEvent(WatchEvent.Type.BOOKMARK, object));
    }
}
