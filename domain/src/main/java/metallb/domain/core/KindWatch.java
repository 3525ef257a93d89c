package metallb.domain.core;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Uid;

/**
 * What is known of the objects of one kind: uid and version of each. A complete list is compared with that object by
 * object, in slices; who is heard of meanwhile is compared first, so the story of an object is the same whenever its
 * slice comes.
 */
final class KindWatch {
    private final Kind kind;
    private final ClusterWatch.Taker taker;
    private final TreeMap<ObjectKey, Seen> seen = new TreeMap<>();
    /** States that look older than what was seen: the next list says which of the two is the truth. */
    private final TreeMap<ObjectKey, ClusterObject> older = new TreeMap<>();
    private Optional<Comparison> comparison = Optional.empty();
    private long lists;
    private boolean listed;
    private long updates;

    KindWatch(Kind kind, ClusterWatch.Taker taker) {
        this.kind = kind;
        this.taker = taker;
    }

    /** Whether a list was complete and has been compared with all that was known. */
    boolean isListed() {
        return listed;
    }

    /** Newer states and deletions so far, the outcomes of our own writes left out. */
    long updates() {
        return updates;
    }

    void observed(ClusterObject object, ClusterWatch.Source source) {
        compare(object.key());
        Seen last = seen.get(object.key());
        if (last != null && object.meta().version().isOlderThan(last.version())) {
            older.put(object.key(), object);
        } else {
            take(object, source);
        }
    }

    void vanished(ObjectKey key, Uid uid) {
        compare(key);
        Seen last = seen.get(key);
        // A deletion of the object that stood here before this one is old news.
        if (last != null && last.uid().equals(uid)) {
            forget(key);
        }
    }

    /** A list is complete: it is compared with what is known up to now, and takes the place of one before it. */
    void listed(Map<ObjectKey, Uid> all) {
        lists++;
        comparison = Optional.of(new Comparison(all));
    }

    boolean hasWork() {
        return comparison.isPresent();
    }

    /**
     * Compares the list with some of the objects known.
     *
     * @param limit with how many at most
     * @return with how many
     */
    int slice(int limit) {
        int compared = 0;
        while (compared < limit && comparison.isPresent()) {
            Optional<ObjectKey> next = comparison.get().next(seen);
            if (next.isEmpty()) {
                comparison = Optional.empty();
                listed = true;
            } else {
                compare(next.get());
                compared++;
            }
        }
        return compared;
    }

    /** Makes true of this object what the list says, if it was not heard of since. */
    private void compare(ObjectKey key) {
        Seen last = seen.get(key);
        if (comparison.isEmpty() || last == null || last.list() == lists) {
            return;
        }
        Uid named = comparison.get().all.get(key);
        ClusterObject other = older.remove(key);
        if (other != null && other.uid().equals(named)) {
            take(other, ClusterWatch.Source.LIST);
        } else if (last.uid().equals(named)) {
            seen.put(key, new Seen(last.uid(), last.version(), lists));
        } else {
            forget(key);
        }
    }

    private void take(ClusterObject object, ClusterWatch.Source source) {
        older.remove(object.key());
        seen.put(object.key(), new Seen(object.uid(), object.meta().version(), lists));
        updates += source == ClusterWatch.Source.WRITE ? 0 : 1;
        taker.put(object, source);
    }

    private void forget(ObjectKey key) {
        seen.remove(key);
        older.remove(key);
        updates++;
        taker.remove(kind, key);
    }

    /** @param list how many lists had come when it was heard of, or compared */
    private record Seen(Uid uid, ResourceVersion version, long list) {}

    /** A list, and how far it has been compared. */
    private static final class Comparison {
        private final Map<ObjectKey, Uid> all;
        private Optional<ObjectKey> last = Optional.empty();

        private Comparison(Map<ObjectKey, Uid> all) {
            this.all = all;
        }

        private Optional<ObjectKey> next(TreeMap<ObjectKey, Seen> seen) {
            Map.Entry<ObjectKey, Seen> next = last.isEmpty() ? seen.firstEntry() : seen.higherEntry(last.get());
            last = Optional.ofNullable(next).map(Map.Entry::getKey);
            return last;
        }
    }
}
