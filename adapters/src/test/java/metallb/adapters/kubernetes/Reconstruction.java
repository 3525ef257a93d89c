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
    private record Seen(Uid uid, ResourceVersion version) {}

    private final Map<ObjectKey, Seen> objects = new TreeMap<>();
    private long disturbances;

    @Override
    public synchronized void observed(ClusterObject object) {
        objects.put(object.key(), new Seen(object.uid(), object.meta().version()));
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

    /** Key and version of each object. */
    synchronized Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        objects.forEach((key, seen) -> versions.put(key.toString(), seen.version().text()));
        return versions;
    }

    /** Waits until it believes that this is there, in this version or a later one. */
    synchronized void await(ObjectKey key, String version, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (!isSeen(key, new ResourceVersion(version)) && System.nanoTime() < deadline) {
            wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        }
    }

    private boolean isSeen(ObjectKey key, ResourceVersion version) {
        Seen seen = objects.get(key);
        return seen != null && !seen.version().isOlderThan(version);
    }
}
