package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.key;
import static metallb.domain.announce.SampleObjects.meta;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.EndpointSlice;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ObjectMeta;
import metallb.domain.cluster.Uid;
import org.junit.jupiter.api.Test;

/** Random histories of a server that is restored now and then, told to a watch that compares lists at its leisure. */
class ClusterWatchHistoryTest {
    private static final int SEEDS = 200;
    private static final int STEPS = 300;

    /** What a watch has passed on: the uid and version that each object has now. */
    private static final class Known implements ClusterWatch.Taker {
        private final TreeMap<ObjectKey, String> objects = new TreeMap<>();
        private final ClusterWatch watch = new ClusterWatch(List.of(Kind.ENDPOINT_SLICE), this);

        @Override
        public void put(ClusterObject object, ClusterWatch.Source source) {
            objects.put(object.key(), object.uid() + " " + object.meta().version());
        }

        @Override
        public void remove(Kind kind, ObjectKey key) {
            objects.remove(key);
        }
    }

    private final Known atOnce = new Known();
    private final Known inSlices = new Known();
    private final TreeMap<ObjectKey, ClusterObject> server = new TreeMap<>();
    private long version = 1_000;
    private long uids;

    @Test
    void itDoesNotMatterWhenAListIsCompared() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            new ClusterWatchHistoryTest().live(seed);
        }
    }

    private void live(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < STEPS; step++) {
            step(random);
            inSlices.watch.slice(random.nextInt(3));
        }
        list();
        inSlices.watch.slice(Integer.MAX_VALUE);
        TreeMap<ObjectKey, String> truth = new TreeMap<>();
        server.values().forEach(object ->
                truth.put(object.key(), object.uid() + " " + object.meta().version()));
        assertEquals(truth, inSlices.objects, "seed " + seed);
        assertEquals(truth, atOnce.objects, "seed " + seed);
    }

    private void step(SplittableRandom random) {
        ObjectKey key = key("s" + random.nextInt(8));
        switch (random.nextInt(20)) {
            case 0 -> list();
            case 1 -> version = Math.max(1, version - random.nextInt(40));
            case 2, 3 -> server.remove(key);
            case 4, 5, 6 -> change(key).ifPresent(this::tell);
            case 7, 8 -> change(key);
            case 9, 10, 11 -> Optional.ofNullable(server.remove(key)).ifPresent(gone ->
                    tell(new ClusterEvent.Vanished(gone.kind(), gone.key(), gone.uid())));
            default -> {
                server.putIfAbsent(key, slice(key, new Uid("u" + ++uids)));
                tell(new ClusterEvent.Observed(server.get(key)));
            }
        }
        compareWhereNothingIsLeft();
    }

    /** While no list waits, both know the same. */
    private void compareWhereNothingIsLeft() {
        if (!inSlices.watch.hasWork()) {
            assertEquals(atOnce.objects, inSlices.objects);
        }
    }

    private Optional<ClusterEvent> change(ObjectKey key) {
        if (!server.containsKey(key)) {
            return Optional.empty();
        }
        server.put(key, slice(key, server.get(key).uid()));
        return Optional.of(new ClusterEvent.Observed(server.get(key)));
    }

    private void list() {
        Map<ObjectKey, Uid> all = new LinkedHashMap<>();
        server.values().forEach(object -> {
            tell(new ClusterEvent.Observed(object));
            all.put(object.key(), object.uid());
        });
        tell(new ClusterEvent.Listed(Kind.ENDPOINT_SLICE, all));
        assertTrue(inSlices.watch.hasWork());
    }

    private void tell(ClusterEvent event) {
        inSlices.watch.on(event);
        atOnce.watch.on(event);
        atOnce.watch.slice(Integer.MAX_VALUE);
    }

    private EndpointSlice slice(ObjectKey key, Uid uid) {
        ObjectMeta meta = meta(key, ++version);
        return new EndpointSlice(new ObjectMeta(key, uid, meta.version(), meta.created(), meta.labels(),
                meta.annotations()), Optional.empty(), List.of());
    }
}
