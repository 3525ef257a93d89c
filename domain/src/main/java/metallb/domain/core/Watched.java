package metallb.domain.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Uid;

/**
 * The objects of one kind as last seen, in order of their keys. A state older than the one held is set aside: a lagging
 * watch is no news, but when a list ends and named nothing newer, the list is right whatever its versions (an API server
 * restored from a backup counts backwards).
 */
final class Watched<T extends ClusterObject> {
    private final TreeMap<ObjectKey, T> objects = new TreeMap<>();
    private final TreeMap<ObjectKey, T> aside = new TreeMap<>();
    private boolean listed;

    boolean isListed() {
        return listed;
    }

    Optional<T> get(ObjectKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    Collection<T> all() {
        return Collections.unmodifiableCollection(objects.values());
    }

    /** Takes in a state; false where it is older than what is held. */
    boolean observe(T object) {
        T held = objects.get(object.key());
        if (held != null && object.meta().version().isOlderThan(held.meta().version())) {
            aside.put(object.key(), object);
            return false;
        }
        aside.remove(object.key());
        objects.put(object.key(), object);
        return true;
    }

    /** Forgets an object; false where another one, or none, stands under its key. */
    boolean vanish(ObjectKey key, Uid uid) {
        T held = objects.get(key);
        if (held == null || !held.uid().equals(uid)) {
            return false;
        }
        objects.remove(key);
        aside.remove(key);
        return true;
    }

    /** A list is complete: what it does not name is gone, what it showed older than held is the truth. */
    Correction listed(Map<ObjectKey, Uid> all) {
        listed = true;
        List<T> restored = aside.values().stream().filter(o -> o.uid().equals(all.get(o.key()))).toList();
        aside.clear();
        restored.forEach(object -> objects.put(object.key(), object));
        List<T> gone = new ArrayList<>();
        objects.values().removeIf(object -> {
            boolean isGone = !object.uid().equals(all.get(object.key()));
            if (isGone) {
                gone.add(object);
            }
            return isGone;
        });
        return new Correction(gone.stream().map(ClusterObject::key).toList(),
                restored.stream().map(ClusterObject::key).toList());
    }

    /** What a list changed beyond what was observed one by one. */
    record Correction(List<ObjectKey> gone, List<ObjectKey> restored) {}
}
