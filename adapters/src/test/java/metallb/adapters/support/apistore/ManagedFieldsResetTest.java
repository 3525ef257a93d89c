package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.World.CONFIG_MAPS;
import static metallb.adapters.support.apistore.World.SERVICES;
import static metallb.adapters.support.apistore.World.body;
import static metallb.adapters.support.apistore.World.message;
import static metallb.adapters.support.apistore.World.service;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Clearing metadata.managedFields, which takes an empty list or one with one empty entry, and what is entered after that. */
class ManagedFieldsResetTest {
    private final World world = new World();

    private static String managers(Response response) {
        JsonNode list = body(response).get("metadata").get("managedFields");
        return list == null ? "none" : list.toString().replace('"', '\'').replace("'time':'2026-11-23T08:00:00Z','fieldsType':'FieldsV1',", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            PUT   | application/json             | {'metadata':{'name':'c','managedFields':[{}]},'data':{'k':'w'}}          | none
            PUT   | application/json             | {'metadata':{'name':'c','managedFields':[]},'data':{'k':'w'}}            | none
            PATCH | application/merge-patch+json | {'metadata':{'managedFields':[{}]}}                                      | none
            PATCH | application/merge-patch+json | {'metadata':{'managedFields':[]},'data':{'k':'w'}}                       | none
            PATCH | application/json-patch+json  | [{'op':'replace','path':'/metadata/managedFields','value':[{}]}]         | none
            PATCH | application/strategic-merge-patch+json | {'metadata':{'managedFields':[{}]}}                            | none
            PUT   | application/json             | {'metadata':{'name':'c'},'data':{'k':'v'}}                               | kept
            PATCH | application/merge-patch+json | {'metadata':{'managedFields':null}}                                      | kept
            PATCH | application/merge-patch+json | {'metadata':{'managedFields':[{},{}]}}                                   | kept
            """)
    void isClearedByWhoAsksForIt(String method, String type, String body, String expected) {
        world.post(CONFIG_MAPS, World.configMap("c"));
        assertEquals(expected.equals("none") ? "none" : "[{'manager':'test','operation':'Update','apiVersion':'v1','fieldsV1':{'f:data':"
                + "{'.':{},'f:k':{}}}}]", managers(world.call(method, CONFIG_MAPS + "/c", type, body)));
    }

    /** Who wrote what before is not known any more, so that one manager stands for all of them. */
    @Test
    void afterItNobodyIsEnteredUntilSomebodyApplies() {
        world.post(CONFIG_MAPS, World.configMap("c"));
        world.merge(CONFIG_MAPS + "/c", "{'metadata':{'managedFields':[{}]}}");
        assertEquals("none", managers(world.merge(CONFIG_MAPS + "/c", "{'data':{'l':'v'}}")));
        String config = "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {k: w}}";
        assertEquals("409 Apply failed with 1 conflict: conflict with \"before-first-apply\" using v1 at 2026-11-23T08:00:00Z: "
                + ".data.k",
                message(world.apply(CONFIG_MAPS + "/c?fieldManager=one", config)));
        assertEquals("[{'manager':'one','operation':'Apply','apiVersion':'v1','fieldsV1':{'f:data':{'f:k':{}}}},"
                + "{'manager':'before-first-apply','operation':'Update','apiVersion':'v1','fieldsV1':{'f:data':{'.':{},'f:l':{}}}}]",
                managers(world.apply(CONFIG_MAPS + "/c?fieldManager=one&force=true", config)));
    }

    @Test
    void aPartOfTheObjectClearsNothing() {
        String before = managers(world.post(SERVICES, service("a", "")));
        assertEquals(before, managers(world.merge(SERVICES + "/a/status", "{'metadata':{'managedFields':[{}]}}")));
    }
}
