package metallb.adapters.kubernetes;

import java.util.Map;
import java.util.TreeMap;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Uid;
import metallb.ports.cluster.ClusterFeed;

/** What one who hears only a feed believes to be there, by the contract of {@link ClusterFeed.Listener}. */
final class Reconstruction implements ClusterFeed.Listener {
    private final Map<ObjectKey, ClusterObject> objects = new TreeMap<>();
    private long disturbances;

    @Override
    public synchronized void observed(ClusterObject object) {
        objects.put(object.key(), object);
        notifyAll();
    }

    @Override
    public synchronized void vanished(Kind kind, ObjectKey key, Uid uid) {
        objects.computeIfPresent(key, (_, seen) -> seen.uid().equals(uid) ? null : seen);
        notifyAll();
    }

    @Override
    public synchronized void listed(Kind kind, Map<ObjectKey, Uid> all) {
        objects.entrySet().removeIf(entry -> !entry.getValue().uid().equals(all.get(entry.getKey())));
        notifyAll();
    }

    @Override
    public synchronized void disturbed(Kind kind, String why) {
        disturbances++;
    }

    synchronized long disturbances() {
        return disturbances;
    }

    /** Each object by its key, whole. */
    synchronized Map<ObjectKey, ClusterObject> objects() {
        return new TreeMap<>(objects);
    }

    /** Waits until it believes that this is there, in this version or a later one. */
    synchronized void await(ObjectKey key, String version, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (!isSeen(key, new ResourceVersion(version)) && System.nanoTime() < deadline) {
            wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        }
    }

    private boolean isSeen(ObjectKey key, ResourceVersion version) {
        ClusterObject seen = objects.get(key);
        return seen != null && !seen.meta().version().isOlderThan(version);
    }
}
