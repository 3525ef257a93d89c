package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.Invalid.assertInvalid;
import static metallb.adapters.support.apistore.World.CONFIG_MAPS;
import static metallb.adapters.support.apistore.World.configMap;
import static metallb.adapters.support.apistore.World.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a DELETE may ask for, of one object and of a collection, in its body and in its query. */
class DeletionTest {
    private static final String BOTH = "Invalid propagationPolicy: Invalid value: \"Orphan\": orphanDependents and deletionPropagation cannot "
            + "be both set";
    private static final String UNKNOWN = "NotSupported propagationPolicy: Unsupported value: \"Bogus\": supported values: \"Foreground\", "
            + "\"Background\", \"Orphan\", \"nil\"";
    private static final String DRY_RUN = "NotSupported dryRun: Unsupported value: [\"Some\"]: supported values: \"All\"";

    private final World world = new World();

    private Response delete(String path, String query, String body) {
        return world.call("DELETE", path + query, body.isEmpty() ? "" : "application/json", body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ?propagationPolicy=Bogus                         | {'propagationPolicy':'Bogus'}
            ?propagationPolicy=Orphan&orphanDependents=false | {'propagationPolicy':'Orphan','orphanDependents':false}
            ?dryRun=Some                                     | {'dryRun':['Some']}
            """)
    void refusesOptionsThatAreNone(String query, String body) {
        String causes = query.contains("Bogus") ? UNKNOWN : query.contains("Orphan") ? BOTH : DRY_RUN;
        world.post(CONFIG_MAPS, configMap("a"));
        for (String path : new String[] {CONFIG_MAPS + "/a", CONFIG_MAPS, CONFIG_MAPS + "/nope"}) {
            assertInvalid("DeleteOptions.meta.k8s.io", "", causes, delete(path, query, ""));
            assertInvalid("DeleteOptions.meta.k8s.io", "", causes, delete(path, "", body));
        }
        assertEquals(200, world.get(CONFIG_MAPS + "/a").code());
    }

    /** The query counts only where there is no body; a negative grace period counts as one second. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ?propagationPolicy=Foreground   |
            ?propagationPolicy=Bogus        | {'propagationPolicy':'Background'}
            ?gracePeriodSeconds=-1          |
                                            | {'kind':'DeleteOptions','apiVersion':'v1','gracePeriodSeconds':-1}
            ?dryRun=All                     | {}
            ?dryRun=All                     | null
            """)
    void takesOptionsThatAre(String query, String body) {
        world.post(CONFIG_MAPS, configMap("a"));
        assertEquals(200, delete(CONFIG_MAPS + "/a", query == null ? "" : query, body == null ? "" : body).code());
        assertEquals(404, world.get(CONFIG_MAPS + "/a").code());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ?propagationPolicy=nil   |                              | 422 DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "nil": supported values: "Foreground", "Background", "Orphan", "nil"
            ?gracePeriodSeconds=soon |                              | 400 strconv.ParseInt: parsing "soon": invalid syntax
                                     | {'gracePeriodSeconds':'1'}   | 400 DeleteOptions in version "v1" cannot be handled as a DeleteOptions: json: cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type int64
                                     | []                           | 400 the object provided is unrecognized (must be of type DeleteOptions)
            """)
    void refusesWhatItCannotRead(String query, String body, String refusal) {
        world.post(CONFIG_MAPS, configMap("a"));
        assertEquals(refusal, message(delete(CONFIG_MAPS + "/a", query == null ? "" : query, body == null ? "" : body)));
    }

    @Test
    void asksEveryObjectOfACollectionTheSame() {
        world.post(CONFIG_MAPS, configMap("a"));
        world.post(CONFIG_MAPS, configMap("b"));
        assertEquals(200, delete(CONFIG_MAPS, "", "{'dryRun':['All']}").code());
        assertEquals(409, delete(CONFIG_MAPS, "", "{'preconditions':{'uid':'other'}}").code());
        assertEquals(2, Json.list(World.body(world.get(CONFIG_MAPS)), "items").size());
        assertEquals(200, delete(CONFIG_MAPS, "", "").code());
        assertEquals(0, Json.list(World.body(world.get(CONFIG_MAPS)), "items").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "kube-system", "kube-public"})
    void keepsNamespacesThatEveryClusterHas(String name) {
        world.post("/api/v1/namespaces", "{'metadata':{'name':'" + name + "'}}");
        assertEquals("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"namespaces \\\"" + name
                + "\\\" is forbidden: this namespace may not be deleted\",\"reason\":\"Forbidden\",\"details\":{\"name\":\"" + name
                + "\",\"kind\":\"namespaces\"},\"code\":403}\n", world.delete("/api/v1/namespaces/" + name).body());
    }

    @Test
    void letsOtherNamespacesGo() {
        world.post("/api/v1/namespaces", "{'metadata':{'name':'kube-node-lease'}}");
        assertEquals(200, world.delete("/api/v1/namespaces/kube-node-lease").code());
        assertEquals("404 namespaces \"default\" not found", message(world.delete("/api/v1/namespaces/default")));
    }
}
