package metallb.domain.announce;

import static metallb.domain.announce.SampleObjects.ending;
import static metallb.domain.announce.SampleObjects.gone;
import static metallb.domain.announce.SampleObjects.key;
import static metallb.domain.announce.SampleObjects.meta;
import static metallb.domain.announce.SampleObjects.ready;
import static metallb.domain.announce.SampleObjects.slice;
import static metallb.domain.announce.SampleObjects.unready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import metallb.domain.cluster.Endpoint;
import metallb.domain.cluster.EndpointSlice;
import metallb.domain.cluster.ObjectKey;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EndpointsTest {
    private static final Availability HERE = new Availability(true, true);
    private static final Availability ELSEWHERE = new Availability(true, false);
    private static final Availability NOWHERE = Availability.NONE;

    @TestFactory
    Stream<DynamicTest> countsWhatCanServe() {
        Endpoint homeless = new Endpoint("10.1.0.9", Optional.empty(), true, true, false);
        Endpoint readyThoughEnding = new Endpoint("10.1.0.9", Optional.of("n1"), true, false, true);
        Endpoint serving = new Endpoint("10.1.0.9", Optional.of("n1"), false, true, false);
        return Stream.of(
                row("none", NOWHERE),
                row("ready here", HERE, ready("n1")),
                row("ready elsewhere", ELSEWHERE, ready("n2")),
                row("ready on no node", ELSEWHERE, homeless),
                row("ready both", HERE, ready("n2"), ready("n1")),
                row("unready", NOWHERE, unready("n1")),
                row("unready here, ready elsewhere", ELSEWHERE, unready("n1"), ready("n2")),
                row("only ending here", HERE, ending("n1")),
                row("only ending elsewhere", ELSEWHERE, ending("n2")),
                row("ending here, ready elsewhere", ELSEWHERE, ending("n1"), ready("n2")),
                row("ending elsewhere, ready here", HERE, ending("n2"), ready("n1")),
                row("ending here, unready elsewhere", HERE, ending("n1"), unready("n2")),
                row("ending without serving", NOWHERE, gone("n1")),
                row("serving, neither ready nor ending", NOWHERE, serving),
                row("published though not ready", HERE, readyThoughEnding));
    }

    private static DynamicTest row(String name, Availability expected, Endpoint... endpoints) {
        return dynamicTest(name, () -> {
            Endpoints index = new Endpoints("n1");
            index.put(slice("a", 1, endpoints));
            assertEquals(expected, index.of(key("a")));
        });
    }

    @Test
    void mergesAllSlicesOfAService() {
        Endpoints index = new Endpoints("n1");
        assertEquals(List.of(key("a")), index.put(slice("a-1", "a", 1, ending("n1"))));
        assertEquals(HERE, index.of(key("a")));
        assertEquals(List.of(key("a")), index.put(slice("a-2", "a", 1, ready("n2"))));
        assertEquals(ELSEWHERE, index.of(key("a")), "a ready endpoint in another slice outdoes the terminating one");
        assertEquals(List.of(), index.remove(key("a-1")), "nothing changed");
        assertEquals(List.of(key("a")), index.remove(key("a-2")));
        assertEquals(NOWHERE, index.of(key("a")));
        assertEquals(List.of(), index.remove(key("a-2")), "it is gone already");
    }

    @Test
    void saysOnlyWhatChanged() {
        Endpoints index = new Endpoints("n1");
        index.put(slice("a", 1, ready("n1")));
        assertEquals(List.of(), index.put(slice("a", 2, ready("n1"), ready("n2"))));
        assertEquals(List.of(), index.put(slice("b", 1, unready("n1"))));
    }

    @Test
    void followsASliceToAnotherService() {
        Endpoints index = new Endpoints("n1");
        index.put(slice("s", "a", 1, ready("n1")));
        assertEquals(List.of(key("a"), key("b")), index.put(slice("s", "b", 2, ready("n1"))));
        assertEquals(NOWHERE, index.of(key("a")));
        assertEquals(HERE, index.of(key("b")));
        assertEquals(List.of(key("b")),
                index.put(new EndpointSlice(meta(key("s"), 3), Optional.empty(), List.of(ready("n1")))));
    }

    @Test
    void agreesWithCountingEverythingAnew() {
        for (long seed = 1; seed <= 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Endpoints index = new Endpoints("n1");
            Map<ObjectKey, EndpointSlice> all = new TreeMap<>();
            for (int step = 0; step < 100; step++) {
                EndpointSlice slice = randomSlice(random);
                Map<ObjectKey, Availability> before = oracle(all);
                List<ObjectKey> changed = new ArrayList<>();
                if (random.nextInt(4) == 0) {
                    all.remove(slice.key());
                    changed.addAll(index.remove(slice.key()));
                } else {
                    all.put(slice.key(), slice);
                    changed.addAll(index.put(slice));
                }
                Map<ObjectKey, Availability> after = oracle(all);
                String where = "seed " + seed + ", step " + step;
                after.forEach((service, expected) -> assertEquals(expected, index.of(service), where));
                assertEquals(after.keySet().stream()
                        .filter(service -> !before.get(service).equals(after.get(service))).toList(),
                        changed.stream().sorted().toList(), where);
            }
        }
    }

    private static EndpointSlice randomSlice(SplittableRandom random) {
        Endpoint[] endpoints = new Endpoint[random.nextInt(3)];
        for (int i = 0; i < endpoints.length; i++) {
            String node = random.nextBoolean() ? "n1" : "n2";
            endpoints[i] = switch (random.nextInt(4)) {
                case 0 -> ready(node);
                case 1 -> ending(node);
                case 2 -> unready(node);
                default -> gone(node);
            };
        }
        return slice("slice" + random.nextInt(6), "service" + random.nextInt(3), 1, endpoints);
    }

    private static Map<ObjectKey, Availability> oracle(Map<ObjectKey, EndpointSlice> all) {
        Map<ObjectKey, Availability> availability = new TreeMap<>();
        for (int i = 0; i < 3; i++) {
            ObjectKey service = key("service" + i);
            List<Endpoint> endpoints = all.values().stream()
                    .filter(slice -> slice.service().equals(Optional.of(service)))
                    .flatMap(slice -> slice.endpoints().stream()).toList();
            List<Endpoint> usable = endpoints.stream().filter(Endpoint::ready).toList();
            if (usable.isEmpty()) {
                usable = endpoints.stream().filter(endpoint -> endpoint.serving() && endpoint.terminating()).toList();
            }
            availability.put(service, new Availability(!usable.isEmpty(), usable.stream()
                    .anyMatch(endpoint -> endpoint.nodeName().equals(Optional.of("n1")))));
        }
        return availability;
    }
}
