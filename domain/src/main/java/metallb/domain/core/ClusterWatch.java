package metallb.domain.core;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Uid;

/**
 * Makes one story of what watches, lists and our own writes say: passes the newest states on, drops older ones, turns
 * what a list does not name into deletions. Holds uid and version of every object, and nothing else of it.
 *
 * <p>A list replaces everything, whatever its versions (a server restored from a backup counts backwards): a state that
 * looked too old is kept aside until the next list says that it is the one.
 */
final class ClusterWatch {
    private final EnumMap<Kind, Held> kinds = new EnumMap<>(Kind.class);
    private final Taker taker;
    private long updates;

    /**
     * @param watched the kinds that are of concern; the others are passed over, and never missing
     */
    ClusterWatch(List<Kind> watched, Taker taker) {
        this.taker = taker;
        watched.forEach(kind -> kinds.put(kind, new Held()));
    }

    /** Where the story goes. */
    interface Taker {
        /** The newest state of an object; with another uid than before, the earlier object is gone. */
        void put(ClusterObject object, Source source);

        void remove(Kind kind, ObjectKey key);
    }

    /** How a state became known. */
    enum Source {
        /** It is new, or somebody changed it. */
        WATCH,
        /** It is older than what was held, and still the truth, as a list says. */
        LIST,
        /** It is the outcome of our own write. */
        WRITE
    }

    void on(ClusterEvent event) {
        switch (event) {
            case ClusterEvent.Observed(ClusterObject object) -> observed(object, Source.WATCH);
            case ClusterEvent.Vanished(Kind kind, ObjectKey key, Uid uid) -> vanished(kind, key, uid);
            case ClusterEvent.Listed(Kind kind, Map<ObjectKey, Uid> all) -> listed(kind, all);
        }
    }

    /** A write of ours stands, and this is what it made of the object; counts as a state that a watch showed. */
    void wrote(ClusterObject object) {
        observed(object, Source.WRITE);
    }

    boolean isListed(Kind kind) {
        return kinds.containsKey(kind) && kinds.get(kind).listed;
    }

    /** The kinds whose first list is not complete yet. */
    List<Kind> missing() {
        return kinds.keySet().stream().filter(kind -> !isListed(kind)).toList();
    }

    /** What the lists are waited for, in the words of health. */
    List<String> missingLists() {
        return missing().stream().map(kind -> "waiting for the first list of " + switch (kind) {
            case SERVICE -> "services";
            case ENDPOINT_SLICE -> "endpoint slices";
            case NODE -> "nodes";
            case CONFIG -> "the ConfigMap";
            case ACCEPTED_CONFIG -> "the accepted configuration";
        }).toList();
    }

    /** Newer states and deletions so far, the outcomes of our own writes left out: the watch shows them again. */
    long updates() {
        return updates;
    }

    private void observed(ClusterObject object, Source source) {
        Held held = kinds.get(object.kind());
        if (held == null) {
            return;
        }
        Seen seen = held.seen.get(object.key());
        if (seen != null && object.meta().version().isOlderThan(seen.version())) {
            held.older.put(object.key(), object);
            return;
        }
        take(held, object, source);
    }

    private void take(Held held, ClusterObject object, Source source) {
        held.older.remove(object.key());
        held.seen.put(object.key(), new Seen(object.uid(), object.meta().version()));
        updates += source == Source.WRITE ? 0 : 1;
        taker.put(object, source);
    }

    private void vanished(Kind kind, ObjectKey key, Uid uid) {
        Held held = kinds.get(kind);
        Seen seen = held == null ? null : held.seen.get(key);
        // A deletion of the object that stood here before this one is old news.
        if (seen != null && seen.uid().equals(uid)) {
            forget(held, kind, key);
        }
    }

    private void forget(Held held, Kind kind, ObjectKey key) {
        held.seen.remove(key);
        held.older.remove(key);
        updates++;
        taker.remove(kind, key);
    }

    private void listed(Kind kind, Map<ObjectKey, Uid> all) {
        Held held = kinds.get(kind);
        if (held == null) {
            return;
        }
        held.listed = true;
        for (ClusterObject object : List.copyOf(held.older.values())) {
            if (object.uid().equals(all.get(object.key()))) {
                take(held, object, Source.LIST);
            }
        }
        held.older.clear();
        List<ObjectKey> gone = new ArrayList<>();
        held.seen.forEach((key, seen) -> {
            if (!seen.uid().equals(all.get(key))) {
                gone.add(key);
            }
        });
        gone.forEach(key -> forget(held, kind, key));
    }

    private record Seen(Uid uid, ResourceVersion version) {}

    private static final class Held {
        private final TreeMap<ObjectKey, Seen> seen = new TreeMap<>();
        private final TreeMap<ObjectKey, ClusterObject> older = new TreeMap<>();
        private boolean listed;
    }
}
