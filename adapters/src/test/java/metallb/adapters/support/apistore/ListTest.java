package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.World.CONFIG_MAPS;
import static metallb.adapters.support.apistore.World.body;
import static metallb.adapters.support.apistore.World.configMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.Test;

class ListTest {
    private final World world = new World();

    private static List<String> names(Response list) {
        List<String> names = new ArrayList<>();
        body(list).get("items").forEach(item -> names.add(Json.text(item, "metadata", "name")));
        return names;
    }

    private static String token(Response list) {
        return Json.text(body(list), "metadata", "continue");
    }

    @Test
    void pagesThroughOneStateWhateverHappensMeanwhile() {
        for (String name : List.of("a", "b", "c")) {
            world.post(CONFIG_MAPS, configMap(name));
        }
        Response first = world.get(CONFIG_MAPS + "?limit=1");
        assertEquals(List.of("a"), names(first));
        assertEquals(2, Json.number(body(first), "metadata", "remainingItemCount"));
        world.delete(CONFIG_MAPS + "/b");
        world.post(CONFIG_MAPS, configMap("bb"));
        Response second = world.get(CONFIG_MAPS + "?limit=1&continue=" + token(first));
        assertEquals(List.of("b"), names(second));
        Response third = world.get(CONFIG_MAPS + "?limit=1&continue=" + token(second));
        assertEquals(List.of("c"), names(third));
        assertEquals("400 specifying resource version is not allowed when using continue",
                World.message(world.get(CONFIG_MAPS + "?limit=1&resourceVersion=3&continue=" + token(first))));
        assertEquals(List.of("b"), names(world.get(CONFIG_MAPS + "?limit=1&resourceVersion=0&continue=" + token(first))));
        assertEquals(List.of("a", "bb", "c"), names(world.get(CONFIG_MAPS + "?limit=-1")));
        assertEquals("{\"resourceVersion\":\"5\"}", body(third).get("metadata").toString());
    }

    @Test
    void tellsHowToGoOnWhenAPageExpired() {
        world.post(CONFIG_MAPS, configMap("a"));
        world.post(CONFIG_MAPS, configMap("b"));
        String token = token(world.get(CONFIG_MAPS + "?limit=1"));
        world.post(CONFIG_MAPS, configMap("c"));
        world.store.compact();
        Response expired = world.get(CONFIG_MAPS + "?limit=1&continue=" + token);
        assertEquals("410 The provided continue parameter is too old to display a consistent list result. You can start a new list "
                + "without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. "
                + "Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted "
                + "between the time the first chunk was returned and now may show up in the list.", World.message(expired));
        assertEquals(List.of("b", "c"), names(world.get(CONFIG_MAPS + "?limit=5&continue=" + token(expired))));
        assertEquals("410 The resourceVersion for the provided list is too old.",
                World.message(world.get(CONFIG_MAPS + "?resourceVersion=3&resourceVersionMatch=Exact")));
    }

    @Test
    void givesPagesOfJustTheVersionThatIsAskedFor() {
        String version = World.version(world.post(CONFIG_MAPS, configMap("a")));
        world.post(CONFIG_MAPS, configMap("b"));
        Response page = world.get(CONFIG_MAPS + "?limit=5&resourceVersion=" + version);
        assertEquals(List.of("a"), names(page));
        assertEquals(version, World.version(page));
        assertEquals(List.of("a", "b"), names(world.get(CONFIG_MAPS + "?resourceVersion=" + version)));
        assertEquals(List.of("a", "b"), names(world.get(CONFIG_MAPS + "?limit=5&resourceVersionMatch=NotOlderThan&resourceVersion=" + version)));
        world.store.compact();
        assertEquals("410 The resourceVersion for the provided list is too old.",
                World.message(world.get(CONFIG_MAPS + "?limit=5&resourceVersion=" + version)));
    }

    @Test
    void givesTheWholeListFromItsCache() {
        world.post(CONFIG_MAPS, configMap("a"));
        world.post(CONFIG_MAPS, configMap("b"));
        assertEquals(List.of("a", "b"), names(world.get(CONFIG_MAPS + "?limit=1&resourceVersion=0")));
    }

    @Test
    void listsOverNamespacesAndInNone() {
        world.post("/api/v1/namespaces", "{'metadata':{'name':'also'}}");
        world.post("/api/v1/namespaces/also/configmaps", configMap("z"));
        world.post(CONFIG_MAPS, configMap("a"));
        assertEquals(List.of("z", "a"), names(world.get("/api/v1/configmaps")));
        assertEquals(List.of("a"), names(world.get("/api/v1/configmaps?fieldSelector=metadata.namespace=rec")));
        assertEquals("{\"kind\":\"ConfigMapList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"5\"},\"items\":[]}\n",
                world.get("/api/v1/namespaces/nowhere/configmaps").body());
        assertEquals(List.of("a"), names(world.get("/api/v1/configmaps?limit=1&continue="
                + token(world.get("/api/v1/configmaps?limit=1")))));
    }

    @Test
    void countsNothingBehindASelector() {
        for (String name : List.of("a", "b")) {
            world.post(CONFIG_MAPS, "{'metadata':{'name':'" + name + "','labels':{'x':'1'}}}");
        }
        Response page = world.get(CONFIG_MAPS + "?limit=1&labelSelector=x=1");
        assertFalse(body(page).get("metadata").has("remainingItemCount"));
        assertEquals(List.of("b"), names(world.get(CONFIG_MAPS + "?limit=1&labelSelector=x=1&continue=" + token(page))));
    }

    @Test
    void showsMetadataAloneToWhoAsksForIt() {
        world.post(CONFIG_MAPS, "{'metadata':{'name':'a'}}");
        var request = World.request("GET", CONFIG_MAPS, "", "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io", "");
        String uid = Json.text(body(world.get(CONFIG_MAPS + "/a")), "metadata", "uid");
        assertEquals("{\"kind\":\"PartialObjectMetadataList\",\"apiVersion\":\"meta.k8s.io/v1\",\"metadata\":{\"resourceVersion\":\"3\"},"
                + "\"items\":[{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/v1\",\"metadata\":{\"name\":\"a\","
                + "\"namespace\":\"rec\",\"uid\":\"" + uid + "\",\"resourceVersion\":\"3\",\"creationTimestamp\":"
                + "\"2026-11-23T08:00:00Z\"}}]}\n", world.store.handle(request).body());
    }

    @Test
    void answersInYamlToWhoAcceptsOnlyThat() {
        world.post(CONFIG_MAPS, configMap("a"));
        Response yaml = world.store.handle(World.request("GET", CONFIG_MAPS + "/a", "", "application/yaml", ""));
        assertEquals("application/yaml", yaml.contentType());
        assertEquals(body(world.get(CONFIG_MAPS + "/a")), Body.YAML.readTree(yaml.body()));
    }
}
