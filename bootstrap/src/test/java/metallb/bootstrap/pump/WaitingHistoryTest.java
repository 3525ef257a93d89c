package metallb.bootstrap.pump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Uid;
import metallb.domain.core.ClusterEvent;
import org.junit.jupiter.api.Test;

/**
 * A cluster that changes, feeds that list, fail and watch it, and a core that is slow: however little of it all the
 * core gets to see, it ends where the cluster is, it never deletes an object that is still there, and behind a list it
 * holds what the list names. At most one state an object and one list a kind wait.
 */
class WaitingHistoryTest {
    private static final List<Kind> KINDS = List.of(Kind.NODE, Kind.ENDPOINT_SLICE);
    private static final int NAMES = 6;

    @Test
    void aSlowCoreEndsWhereTheClusterIs() {
        for (long seed = 0; seed < 2_000; seed++) {
            new History(seed).run();
        }
    }

    private static final class History {
        private final String label;
        private final Random random;
        private final Map<Kind, Feed> feeds = new EnumMap<>(Kind.class);
        private final Waiting<ClusterEvent> waiting = new Waiting<>();
        private int counter;

        History(long seed) {
            label = "seed " + seed;
            random = new Random(seed);
            KINDS.forEach(kind -> feeds.put(kind, new Feed(kind)));
        }

        void run() {
            for (int step = 0; step < 400; step++) {
                Feed feed = feeds.get(KINDS.get(random.nextInt(KINDS.size())));
                switch (random.nextInt(10)) {
                    case 0, 1, 2 -> feed.change();
                    case 3, 4, 5, 6, 7 -> feed.deliver();
                    case 8 -> take(random.nextInt(8));
                    default -> feed.sometimesListAgain();
                }
                assertTrue(waiting.size() <= KINDS.size() * (NAMES + 1), label);
            }
            feeds.values().forEach(Feed::deliverAll);
            take(Integer.MAX_VALUE);
            feeds.values().forEach(feed -> assertEquals(feed.truth, feed.held, label));
        }

        void take(int limit) {
            waiting.take(limit).forEach(event -> {
                switch (event) {
                    case ClusterEvent.Observed it -> feeds.get(it.object().kind()).coreObserved(it.object());
                    case ClusterEvent.Vanished it -> feeds.get(it.kind()).coreVanished(it.key(), it.uid());
                    case ClusterEvent.Listed it -> feeds.get(it.kind()).coreListed(it.all());
                }
            });
        }

        /** One kind: what is true, what the feed has still to say of it, and what the core holds. */
        final class Feed {
            private final Kind kind;
            private final Map<ObjectKey, ClusterObject> truth = new TreeMap<>();
            private final Map<ObjectKey, ClusterObject> held = new TreeMap<>();
            private final ArrayDeque<ClusterEvent> toSay = new ArrayDeque<>();

            Feed(Kind kind) {
                this.kind = kind;
                list();
            }

            void change() {
                String name = "n" + random.nextInt(NAMES);
                ObjectKey key = ObjectKey.ofCluster(name);
                ClusterObject old = truth.get(key);
                counter++;
                if (old != null && random.nextInt(3) == 0) {
                    truth.remove(key);
                    toSay.add(new ClusterEvent.Vanished(kind, key, old.uid()));
                    return;
                }
                String uid = old == null ? "u" + counter : old.uid().text();
                ClusterObject now = Things.thing(kind, name, uid, counter);
                truth.put(key, now);
                toSay.add(new ClusterEvent.Observed(now));
            }

            void deliver() {
                if (!toSay.isEmpty()) {
                    waiting.add(toSay.remove());
                }
            }

            void deliverAll() {
                while (!toSay.isEmpty()) {
                    deliver();
                }
            }

            /** A watch is lost, or a list in its middle: what was still to be said of it never is. */
            void sometimesListAgain() {
                if (random.nextInt(4) == 0) {
                    toSay.clear();
                    list();
                }
            }

            private void list() {
                Map<ObjectKey, Uid> all = new LinkedHashMap<>();
                truth.forEach((key, object) -> {
                    all.put(key, object.uid());
                    toSay.add(new ClusterEvent.Observed(object));
                });
                toSay.add(new ClusterEvent.Listed(kind, all));
            }

            void coreObserved(ClusterObject object) {
                ClusterObject old = held.put(object.key(), object);
                if (old != null && !old.uid().equals(object.uid())) {
                    deleted(old);
                }
            }

            void coreVanished(ObjectKey key, Uid uid) {
                ClusterObject old = held.get(key);
                if (old != null && old.uid().equals(uid)) {
                    deleted(held.remove(key));
                }
            }

            void coreListed(Map<ObjectKey, Uid> all) {
                for (ClusterObject object : new ArrayList<>(held.values())) {
                    if (!object.uid().equals(all.get(object.key()))) {
                        deleted(held.remove(object.key()));
                    }
                }
                assertEquals(all.keySet(), held.keySet(), label + ": not observed before the list that names it");
            }

            private void deleted(ClusterObject object) {
                ClusterObject there = truth.get(object.key());
                assertFalse(there != null && there.uid().equals(object.uid()),
                        () -> label + ": deleted " + object + ", which is still there");
            }
        }
    }
}
