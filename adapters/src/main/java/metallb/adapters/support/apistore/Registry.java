package metallb.adapters.support.apistore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * What etcd is to the server: objects by key, one counter of revisions over all of them, and the last changes. The trees in
 * here are never changed again: who wants to change one copies it.
 */
final class Registry {
    private final int historyLength;
    private final Map<String, TreeMap<String, ObjectNode>> shelves = new HashMap<>();
    private final Deque<Change> history = new ArrayDeque<>();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private final SharedEvents events = new SharedEvents();
    private long revision = 1;
    private long forgotten = 1;
    private boolean telling;

    /** {@code historyLength}: the most changes kept; a watch from before them is answered with 410. */
    Registry(int historyLength) {
        this.historyLength = historyLength;
    }

    long revision() {
        return revision;
    }

    /** The last revision from which no complete history is known any more, 1 at first. */
    long forgotten() {
        return forgotten;
    }

    ObjectNode get(String storage, String key) {
        return shelf(storage).get(key);
    }

    /** Keeps the object under the next revision, which is written into it, and tells the listeners. */
    void put(String storage, String key, ObjectNode object) {
        ((ObjectNode) object.get("metadata")).put("resourceVersion", Long.toString(++revision));
        ObjectNode before = shelf(storage).put(key, object);
        record(new Change(revision, storage, key, before, object));
    }

    /** The object as it was, under the revision of its end. */
    ObjectNode remove(String storage, String key) {
        ObjectNode before = shelf(storage).remove(key);
        record(new Change(++revision, storage, key, before, null));
        ObjectNode last = before.deepCopy();
        ((ObjectNode) last.get("metadata")).put("resourceVersion", Long.toString(revision));
        return last;
    }

    /** What is there now, in the order of keys; {@code prefix} is empty or a namespace with its slash. */
    SortedMap<String, ObjectNode> list(String storage, String prefix) {
        return prefix.isEmpty() ? shelf(storage) : shelf(storage).subMap(prefix, prefix + Character.MAX_VALUE);
    }

    /** What was there at a revision that is not {@link #forgotten}: the present with the changes since then undone. */
    SortedMap<String, ObjectNode> listAt(String storage, String prefix, long past) {
        TreeMap<String, ObjectNode> state = new TreeMap<>(list(storage, prefix));
        for (Iterator<Change> changes = history.descendingIterator(); changes.hasNext();) {
            Change change = changes.next();
            if (change.revision() <= past) {
                break;
            }
            if (change.storage().equals(storage) && change.key().startsWith(prefix)) {
                if (change.before() == null) {
                    state.remove(change.key());
                } else {
                    state.put(change.key(), change.before());
                }
            }
        }
        return state;
    }

    /** The changes after this revision, oldest first. */
    List<Change> since(long past) {
        return history.stream().filter(change -> change.revision() > past).toList();
    }

    void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    void unlisten(Consumer<Change> listener) {
        listeners.remove(listener);
    }

    SharedEvents events() {
        return events;
    }

    /** Forgets all history up to now, as etcd's compaction does. */
    void compact() {
        history.clear();
        forgotten = revision;
    }

    private void record(Change change) {
        if (telling) {
            throw new IllegalStateException("a watch wrote to the store from within its own event");
        }
        history.addLast(change);
        if (history.size() > historyLength) {
            forgotten = history.removeFirst().revision();
        }
        telling = true;
        try {
            listeners.forEach(listener -> listener.accept(change));
        } finally {
            telling = false;
        }
    }

    private TreeMap<String, ObjectNode> shelf(String storage) {
        return shelves.computeIfAbsent(storage, _ -> new TreeMap<>());
    }

    static ObjectNode metadata(ObjectNode object) {
        return Json.within(object, "metadata");
    }
}
