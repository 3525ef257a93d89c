package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.key;
import static metallb.domain.announce.SampleObjects.meta;
import static metallb.domain.announce.SampleObjects.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.EndpointSlice;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ObjectMeta;
import metallb.domain.cluster.Uid;
import org.junit.jupiter.api.Test;

class ClusterWatchTest {
    /** Nobody waits for Secrets as such: a peer that names one does. */
    private static final List<Kind> NEEDED = List.of(Kind.SERVICE, Kind.ENDPOINT_SLICE, Kind.NODE, Kind.CONFIG,
            Kind.ACCEPTED_CONFIG);

    private final List<String> story = new ArrayList<>();
    private final ClusterWatch watch = new ClusterWatch(List.of(Kind.values()), new Told());

    private final class Told implements ClusterWatch.Taker {
        @Override
        public void put(ClusterObject object, ClusterWatch.Source source) {
            story.add("put " + object.key() + " " + object.uid() + " " + object.meta().version()
                    + switch (source) {
                        case WATCH -> "";
                        case LIST -> " listed";
                        case WRITE -> " written";
                    });
        }

        @Override
        public void remove(Kind kind, ObjectKey key) {
            story.add("remove " + key);
        }
    }

    private static EndpointSlice slice(String name, String uid, long version) {
        ObjectMeta meta = meta(key(name), version);
        return new EndpointSlice(new ObjectMeta(meta.key(), new Uid(uid), meta.version(), meta.created(),
                meta.labels(), meta.annotations()), Optional.empty(), List.of());
    }

    private void observe(String name, String uid, long version) {
        watch.on(new ClusterEvent.Observed(slice(name, uid, version)));
    }

    /** A list is complete, and compared with all that is known. */
    private void listed(String... namesAndUids) {
        list(namesAndUids);
        watch.slice(Integer.MAX_VALUE);
    }

    private void list(String... namesAndUids) {
        Map<ObjectKey, Uid> all = new LinkedHashMap<>();
        for (int i = 0; i < namesAndUids.length; i += 2) {
            all.put(key(namesAndUids[i]), new Uid(namesAndUids[i + 1]));
        }
        watch.on(new ClusterEvent.Listed(Kind.ENDPOINT_SLICE, all));
    }

    private List<String> told() {
        List<String> told = List.copyOf(story);
        story.clear();
        return told;
    }

    @Test
    void passesNewerStatesOnAndDropsOlderOnes() {
        observe("a", "u1", 5);
        observe("a", "u1", 4);
        observe("a", "u1", 5);
        observe("a", "u1", 12);
        assertEquals(List.of("put default/a u1 5", "put default/a u1 5", "put default/a u1 12"), told());
        assertEquals(3, watch.updates());
    }

    @Test
    void dropsTheDeletionOfAnEarlierObject() {
        observe("a", "u1", 5);
        observe("a", "u2", 7);
        told();
        watch.on(new ClusterEvent.Vanished(Kind.ENDPOINT_SLICE, key("a"), new Uid("u1")));
        assertEquals(List.of(), told());
        watch.on(new ClusterEvent.Vanished(Kind.ENDPOINT_SLICE, key("a"), new Uid("u2")));
        watch.on(new ClusterEvent.Vanished(Kind.ENDPOINT_SLICE, key("a"), new Uid("u2")));
        assertEquals(List.of("remove default/a"), told());
        observe("a", "u3", 1);
        assertEquals(List.of("put default/a u3 1"), told(), "nothing is known of it any more");
    }

    @Test
    void deletesWhatAListDoesNotName() {
        observe("a", "u1", 5);
        observe("b", "u2", 5);
        observe("c", "u3", 5);
        watch.on(new ClusterEvent.Observed(node("n1", 1)));
        told();
        listed("a", "u1", "b", "another");
        assertEquals(List.of("remove default/b", "remove default/c"), told());
    }

    @Test
    void believesAListWhateverItsVersions() {
        observe("a", "u1", 500);
        observe("b", "u2", 500);
        told();
        observe("a", "u1", 3);
        observe("b", "other", 4);
        assertEquals(List.of(), told(), "they look old");
        listed("a", "u1", "b", "other");
        assertEquals(List.of("put default/a u1 3 listed", "put default/b other 4 listed"), told());
        observe("a", "u1", 5);
        assertEquals(List.of("put default/a u1 5"), told(), "versions count from there");
        listed("a", "u1", "b", "other");
        assertEquals(List.of(), told(), "what was kept aside counts once");
        observe("a", "u1", 4);
        observe("b", "older", 1);
        listed("b", "other");
        assertEquals(List.of("remove default/a"), told(), "what looks old and is not listed is old");
    }

    @Test
    void comparesAListInSlices() {
        observe("a", "u1", 5);
        observe("b", "u2", 5);
        observe("c", "u3", 5);
        observe("d", "u4", 5);
        told();
        list("b", "u2");
        assertEquals(List.of(), told(), "taking it in deletes nothing");
        assertEquals(2, watch.slice(2));
        assertEquals(List.of("remove default/a"), told());
        assertEquals(NEEDED, watch.missing(), "it is not through yet");
        assertTrue(watch.hasWork());
        assertEquals(2, watch.slice(3));
        assertEquals(List.of("remove default/c", "remove default/d"), told());
        assertTrue(watch.isListed(Kind.ENDPOINT_SLICE));
        assertFalse(watch.hasWork());
        assertEquals(0, watch.slice(3));
        assertEquals(List.of(), told());
    }

    @Test
    void tellsNothingTwiceAndLosesNothingWhileAListIsCompared() {
        observe("a", "u1", 500);
        observe("b", "u2", 500);
        observe("c", "u3", 500);
        observe("a", "u1", 3);
        told();
        list("a", "u1");
        observe("b", "new", 4);
        assertEquals(List.of("remove default/b", "put default/b new 4"), told(), "the list counts before what came after");
        observe("a", "u1", 4);
        assertEquals(List.of("put default/a u1 3 listed", "put default/a u1 4"), told());
        watch.on(new ClusterEvent.Vanished(Kind.ENDPOINT_SLICE, key("c"), new Uid("u3")));
        observe("d", "u4", 1);
        assertEquals(List.of("remove default/c", "put default/d u4 1"), told());
        watch.slice(Integer.MAX_VALUE);
        assertEquals(List.of(), told(), "what came after the list is not the list's to delete");
        assertEquals(9, watch.updates());
    }

    @Test
    void aYoungerListTakesThePlaceOfOneThatIsNotThroughYet() {
        observe("a", "u1", 5);
        observe("b", "u2", 5);
        told();
        list("a", "u1");
        observe("c", "u3", 6);
        list("b", "u2");
        watch.slice(Integer.MAX_VALUE);
        assertEquals(List.of("put default/c u3 6", "remove default/a", "remove default/c"), told());
    }

    @Test
    void knowsWhatWasListed() {
        assertEquals(NEEDED, watch.missing());
        listed();
        assertEquals(List.of(Kind.SERVICE, Kind.NODE, Kind.CONFIG, Kind.ACCEPTED_CONFIG), watch.missing());
    }

    @Test
    void namesTheListsThatAreMissing() {
        assertEquals(List.of("waiting for the first list of services", "waiting for the first list of endpoint slices",
                "waiting for the first list of nodes", "waiting for the first list of the ConfigMap",
                "waiting for the first list of the accepted configuration"), watch.missingLists());
    }

    @Test
    void tellsTheOutcomeOfAnOwnWriteFromWhatOthersDo() {
        observe("a", "u1", 5);
        watch.wrote(slice("a", "u1", 7));
        assertEquals(List.of("put default/a u1 5", "put default/a u1 7 written"), told());
        assertEquals(1, watch.updates(), "the watch shows it again");
        observe("a", "u1", 6);
        assertEquals(List.of(), told(), "the watch lags behind");
        observe("a", "u1", 7);
        observe("a", "u1", 8);
        watch.wrote(slice("a", "u1", 7));
        assertEquals(List.of("put default/a u1 7", "put default/a u1 8"), told(), "the outcome came late");
    }

    @Test
    void passesOverWhatIsOfNoConcern() {
        ClusterWatch nodes = new ClusterWatch(List.of(Kind.NODE), new Told());
        nodes.on(new ClusterEvent.Observed(slice("a", "u1", 5)));
        nodes.on(new ClusterEvent.Vanished(Kind.ENDPOINT_SLICE, key("a"), new Uid("u1")));
        nodes.on(new ClusterEvent.Listed(Kind.ENDPOINT_SLICE, new LinkedHashMap<>()));
        nodes.wrote(slice("a", "u1", 6));
        assertEquals(List.of(), told());
        assertEquals(List.of(Kind.NODE), nodes.missing());
        assertEquals(0, nodes.updates());
    }
}
