package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.World.CONFIG_MAPS;
import static metallb.adapters.support.apistore.World.SERVICES;
import static metallb.adapters.support.apistore.World.briefly;
import static metallb.adapters.support.apistore.World.configMap;
import static metallb.adapters.support.apistore.World.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class WatchTest {
    private final World world = new World();

    @Test
    void tellsEveryChangeWithinTheWriteThatMakesIt() {
        List<WatchEvent> events = world.watch(CONFIG_MAPS + "?watch=true&resourceVersion=2");
        world.post(CONFIG_MAPS, configMap("a"));
        world.merge(CONFIG_MAPS + "/a", "{'data':{'k':'2'}}");
        world.post(SERVICES, service("other", ""));
        world.delete(CONFIG_MAPS + "/a");
        assertEquals(List.of("ADDED a@3", "MODIFIED a@4", "DELETED a@6"), briefly(events));
        assertEquals("2", Json.text(events.getLast().object(), "data", "k"));
    }

    @Test
    void replaysTheHistoryAfterAVersion() {
        world.post(CONFIG_MAPS, configMap("a"));
        world.post(CONFIG_MAPS, configMap("b"));
        assertEquals(List.of("ADDED b@4"), briefly(world.watch(CONFIG_MAPS + "?watch=1&resourceVersion=3")));
    }

    @Test
    void beginsWithWhatIsThereWhenNoVersionIsGiven() {
        world.post(CONFIG_MAPS, configMap("b"));
        world.post(CONFIG_MAPS, configMap("a"));
        assertEquals(List.of("ADDED a@4", "ADDED b@3"), briefly(world.watch(CONFIG_MAPS + "?watch=true")));
        List<WatchEvent> named = world.watch("/api/v1/watch/namespaces/rec/configmaps/a");
        world.delete(CONFIG_MAPS + "/b");
        assertEquals(List.of("ADDED a@4"), briefly(named));
    }

    @Test
    void endsAStreamingListWithItsBookmark() {
        world.post(CONFIG_MAPS, configMap("a"));
        List<WatchEvent> events = world.watch(CONFIG_MAPS
                + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
        assertEquals(List.of("ADDED a@3", "BOOKMARK @3"), briefly(events));
        assertEquals("{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":"
                + "\"3\",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}}}}", events.getLast().toJson().toString());
    }

    @Test
    void marksWithAnObjectThatIsOneOfItsKind() {
        List<WatchEvent> events = world.watch("/apis/discovery.k8s.io/v1/endpointslices?watch=true&sendInitialEvents=true"
                + "&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
        assertEquals("{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"EndpointSlice\",\"apiVersion\":\"discovery.k8s.io/v1\",\"metadata\":"
                + "{\"resourceVersion\":\"2\",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}},\"addressType\":\"\",\"endpoints\":null,"
                + "\"ports\":null}}", events.getFirst().toJson().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&resourceVersion=0"})
    void marksNoEndWhereNoStreamingListWasAskedFor(String version) {
        world.post(CONFIG_MAPS, configMap("a"));
        List<WatchEvent> events = world.watch(CONFIG_MAPS + "?watch=1&allowWatchBookmarks=true" + version);
        world.post(CONFIG_MAPS, configMap("b"));
        assertEquals(List.of("ADDED a@3", "ADDED b@4"), briefly(events));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&resourceVersion=0", "&resourceVersion=3"})
    void leavesOutWhatIsThereWhereThatIsAskedFor(String version) {
        world.post(CONFIG_MAPS, configMap("a"));
        List<WatchEvent> events = world.watch(CONFIG_MAPS + "?watch=1&allowWatchBookmarks=true&sendInitialEvents=false"
                + "&resourceVersionMatch=NotOlderThan" + version);
        world.post(CONFIG_MAPS, configMap("b"));
        assertEquals(List.of("ADDED b@4"), briefly(events));
    }

    @Test
    void deletesWhatLeavesTheSelectionInItsLastSelectedState() {
        List<WatchEvent> events = world.watch(CONFIG_MAPS + "?watch=true&resourceVersion=2&labelSelector=x=1");
        world.post(CONFIG_MAPS, "{'metadata':{'name':'a','labels':{'x':'1'}}}");
        world.merge(CONFIG_MAPS + "/a", "{'metadata':{'labels':{'x':'2'}}}");
        world.merge(CONFIG_MAPS + "/a", "{'metadata':{'labels':{'x':'1'}}}");
        assertEquals(List.of("ADDED a@3", "DELETED a@4", "ADDED a@5"), briefly(events));
        assertEquals("1", Json.text(events.get(1).object(), "metadata", "labels", "x"));
    }

    @Test
    void saysSoWhenTheHistoryIsGone() {
        world.post(CONFIG_MAPS, configMap("a"));
        world.post(CONFIG_MAPS, configMap("b"));
        world.store.compact();
        world.post(CONFIG_MAPS, configMap("c"));
        List<WatchEvent> events = world.watch(CONFIG_MAPS + "?watch=true&resourceVersion=3");
        world.post(CONFIG_MAPS, configMap("d"));
        assertEquals(1, events.size());
        assertEquals("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
                + "\"message\":\"too old resource version: 3 (4)\",\"reason\":\"Expired\",\"code\":410}}",
                events.getFirst().toJson().toString());
    }

    @Test
    void forgetsTheOldestChangesBeyondItsBound() {
        World small = new World(2);
        for (String name : List.of("a", "b", "c", "d")) {
            small.post(CONFIG_MAPS, configMap(name));
        }
        assertEquals(List.of("ADDED c@5", "ADDED d@6"), briefly(small.watch(CONFIG_MAPS + "?watch=true&resourceVersion=4")));
        assertEquals("too old resource version: 3 (4)",
                Json.text(small.watch(CONFIG_MAPS + "?watch=true&resourceVersion=3").getFirst().object(), "message"));
    }

    @Test
    void waitsInSilenceForTheFuture() {
        List<WatchEvent> events = world.watch(CONFIG_MAPS + "?watch=true&resourceVersion=4");
        world.post(CONFIG_MAPS, configMap("a"));
        world.post(CONFIG_MAPS, configMap("b"));
        world.post(CONFIG_MAPS, configMap("c"));
        assertEquals(List.of("ADDED c@5"), briefly(events));
    }

    /** A bookmark would be taken for news by who lost a server with higher versions. */
    @Test
    void saysNothingOfAVersionThatIsNotThereYet() {
        List<WatchEvent> events = new ArrayList<>();
        Watch early = world.store.watch(WatchRequest.of(Resources.CONFIG_MAPS, "rec").after("4").withBookmarks(), events::add);
        world.post(CONFIG_MAPS, configMap("a"));
        early.bookmark();
        assertEquals(List.of(), briefly(events));
        world.post(CONFIG_MAPS, configMap("b"));
        early.bookmark();
        assertEquals(List.of("BOOKMARK @4"), briefly(events));
        List<WatchEvent> streamed = world.watch(CONFIG_MAPS + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
                + "&allowWatchBookmarks=true&resourceVersion=9");
        assertEquals("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
                + "\"message\":\"Timeout: Too large resource version: 9, current: 4\",\"reason\":\"Timeout\",\"details\":{\"causes\":[{"
                + "\"reason\":\"ResourceVersionTooLarge\",\"message\":\"Too large resource version\"}],\"retryAfterSeconds\":1},"
                + "\"code\":504}}", streamed.getFirst().toJson().toString());
    }

    @Test
    void isGivenTheSameEventAsOthersThatSeeTheSame() {
        List<WatchEvent> one = world.watch(CONFIG_MAPS + "?watch=true&resourceVersion=2");
        List<WatchEvent> other = world.watch(CONFIG_MAPS + "?watch=true&resourceVersion=2");
        List<WatchEvent> selected = world.watch(CONFIG_MAPS + "?watch=true&resourceVersion=2&labelSelector=a=b");
        world.post(CONFIG_MAPS, configMap("a"));
        world.call("PATCH", CONFIG_MAPS + "/a", "application/merge-patch+json", "{'metadata':{'labels':{'a':'b'}}}");
        world.call("DELETE", CONFIG_MAPS + "/a", "", "");
        assertEquals(List.of("ADDED a@3", "MODIFIED a@4", "DELETED a@5"), briefly(one));
        assertEquals(List.of("ADDED a@4", "DELETED a@5"), briefly(selected));
        for (int i = 0; i < 3; i++) {
            assertSame(one.get(i), other.get(i));
        }
        assertSame(one.get(2), selected.get(1));
    }

    @Test
    void tellsNothingAfterItsEndAndBookmarksOnlyWhoWantsThem() {
        List<WatchEvent> events = new ArrayList<>();
        var request = WatchRequest.of(Resources.CONFIG_MAPS, "rec").after("2");
        try (Watch silent = world.store.watch(request, events::add); Watch told = world.store.watch(request.withBookmarks(), events::add)) {
            silent.bookmark();
            told.bookmark();
        }
        world.post(CONFIG_MAPS, configMap("a"));
        assertEquals(List.of("BOOKMARK @2"), briefly(events));
    }

    @Test
    void showsRowsToWhoAcceptsTables() {
        List<WatchEvent> events = new ArrayList<>();
        world.store.open(World.request("GET", CONFIG_MAPS + "?watch=true", "", "application/json;as=Table;v=v1;g=meta.k8s.io", ""),
                events::add);
        world.post(CONFIG_MAPS, configMap("a"));
        world.post(CONFIG_MAPS, configMap("b"));
        assertEquals(List.of(3, 0), events.stream().map(event -> event.object().get("columnDefinitions").size()).toList());
        assertEquals("[\"b\",1,\"0s\"]", events.getLast().object().get("rows").get(0).get("cells").toString());
    }

    @Test
    void mustNotWriteFromWithinAnEvent() {
        world.store.watch(WatchRequest.of(Resources.CONFIG_MAPS, "rec").after("2"), _ -> world.post(CONFIG_MAPS, configMap("b")));
        IllegalStateException broken = assertThrows(IllegalStateException.class, () -> world.post(CONFIG_MAPS, configMap("a")));
        assertEquals("a watch wrote to the store from within its own event", broken.getMessage());
    }

    /** A client that lists at any version and watches from there always arrives at what is there. */
    @Test
    void agreesWithListsThroughRandomHistories() {
        for (long seed = 1; seed <= 40; seed++) {
            var random = new SplittableRandom(seed);
            World any = new World();
            List<String> versions = new ArrayList<>();
            List<List<ObjectNode>> states = new ArrayList<>();
            for (int step = 0; step < 60; step++) {
                String name = "c" + random.nextInt(6);
                switch (random.nextInt(3)) {
                    case 0 -> any.post(CONFIG_MAPS, "{'metadata':{'name':'" + name + "','labels':{'x':'" + random.nextInt(2) + "'}}}");
                    case 1 -> any.merge(CONFIG_MAPS + "/" + name, "{'metadata':{'labels':{'x':'" + random.nextInt(2) + "'}}}");
                    default -> any.delete(CONFIG_MAPS + "/" + name);
                }
                versions.add(any.store.resourceVersion());
                states.add(any.store.list(Resources.CONFIG_MAPS, "rec"));
            }
            for (int step = 0; step < versions.size(); step++) {
                check("seed " + seed + " step " + step, any, versions.get(step), states.get(step));
            }
        }
    }

    private static void check(String where, World any, String version, List<ObjectNode> stateThen) {
        String exact = CONFIG_MAPS + "?resourceVersionMatch=Exact&resourceVersion=" + version;
        assertEquals(stateThen.stream().map(object -> Json.text(object, "metadata", "name") + version(object)).toList(), names(any, exact), where);
        for (String selector : List.of("", "&labelSelector=x=1")) {
            Map<String, String> held = new TreeMap<>();
            Json.object(any.get(exact + selector).body()).get("items").forEach(item ->
                    held.put(Json.text(item, "metadata", "name"), version(item)));
            for (WatchEvent event : any.watch(CONFIG_MAPS + "?watch=true&resourceVersion=" + version + selector)) {
                String name = Json.text(event.object(), "metadata", "name");
                if (event.type() == WatchEvent.Type.DELETED) {
                    held.remove(name);
                } else {
                    held.put(name, version(event.object()));
                }
            }
            List<String> expected = names(any, CONFIG_MAPS + "?limit=0" + selector);
            assertEquals(expected, held.entrySet().stream().map(entry -> entry.getKey() + entry.getValue()).toList(), where + selector);
        }
    }

    private static List<String> names(World any, String path) {
        List<String> names = new ArrayList<>();
        Json.object(any.get(path).body()).get("items").forEach(item -> names.add(Json.text(item, "metadata", "name") + version(item)));
        return names;
    }

    private static String version(JsonNode object) {
        return "@" + Json.text(object, "metadata", "resourceVersion");
    }
}
