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
 * Makes one story of what watches and lists say: passes the newest states on, drops older ones, turns what a list does
 * not name into deletions. Holds uid and version of every object, and nothing else of it.
 *
 * <p>A list replaces everything, whatever its versions (a server restored from a backup counts backwards): a state that
 * looked too old is kept aside until the next list says that it is the one.
 */
final class SpeakerWatch {
    private final EnumMap<Kind, Held> kinds = new EnumMap<>(Kind.class);
    private final Taker taker;
    private long updates;

    SpeakerWatch(Taker taker) {
        this.taker = taker;
        for (Kind kind : Kind.values()) {
            kinds.put(kind, new Held());
        }
    }

    /** Where the story goes. */
    interface Taker {
        void put(ClusterObject object);

        void remove(Kind kind, ObjectKey key);
    }

    void on(ClusterEvent event) {
        switch (event) {
            case ClusterEvent.Observed(ClusterObject object) -> observed(object);
            case ClusterEvent.Vanished(Kind kind, ObjectKey key, Uid uid) -> vanished(kind, key, uid);
            case ClusterEvent.Listed(Kind kind, Map<ObjectKey, Uid> all) -> listed(kind, all);
        }
    }

    boolean isListed(Kind kind) {
        return kinds.get(kind).listed;
    }

    /** The kinds whose first list is not complete yet. */
    List<Kind> missing() {
        return kinds.keySet().stream().filter(kind -> !isListed(kind)).toList();
    }

    /** Newer states and deletions so far. */
    long updates() {
        return updates;
    }

    private void observed(ClusterObject object) {
        Held held = kinds.get(object.kind());
        Seen seen = held.seen.get(object.key());
        if (seen != null && object.meta().version().isOlderThan(seen.version())) {
            held.older.put(object.key(), object);
            return;
        }
        take(held, object);
    }

    private void take(Held held, ClusterObject object) {
        held.older.remove(object.key());
        held.seen.put(object.key(), new Seen(object.uid(), object.meta().version()));
        updates++;
        taker.put(object);
    }

    private void vanished(Kind kind, ObjectKey key, Uid uid) {
        Held held = kinds.get(kind);
        Seen seen = held.seen.get(key);
        // A deletion of the object that stood here before this one is old news.
        if (seen != null && seen.uid().equals(uid)) {
            forget(kind, key);
        }
    }

    private void forget(Kind kind, ObjectKey key) {
        Held held = kinds.get(kind);
        held.seen.remove(key);
        held.older.remove(key);
        updates++;
        taker.remove(kind, key);
    }

    private void listed(Kind kind, Map<ObjectKey, Uid> all) {
        Held held = kinds.get(kind);
        held.listed = true;
        for (ClusterObject object : List.copyOf(held.older.values())) {
            if (object.uid().equals(all.get(object.key()))) {
                take(held, object);
            }
        }
        held.older.clear();
        List<ObjectKey> gone = new ArrayList<>();
        held.seen.forEach((key, seen) -> {
            if (!seen.uid().equals(all.get(key))) {
                gone.add(key);
            }
        });
        gone.forEach(key -> forget(kind, key));
    }

    private record Seen(Uid uid, ResourceVersion version) {}

    private static final class Held {
        private final TreeMap<ObjectKey, Seen> seen = new TreeMap<>();
        private final TreeMap<ObjectKey, ClusterObject> older = new TreeMap<>();
        private boolean listed;
    }
}
