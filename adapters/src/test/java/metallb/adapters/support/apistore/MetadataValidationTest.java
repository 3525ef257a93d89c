package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.Invalid.assertInvalid;
import static metallb.adapters.support.apistore.World.CONFIG_MAPS;
import static metallb.adapters.support.apistore.World.SERVICES;
import static metallb.adapters.support.apistore.World.body;
import static metallb.adapters.support.apistore.World.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Collections;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server refuses in the metadata of every kind, in its own words. */
class MetadataValidationTest {
    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/rec/leases";

    private final World world = new World();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'name':'A_b'}                            | Invalid metadata.name: Invalid value: "A_b": <SUBDOMAIN>
            {'name':'a','labels':{'a b':'c'}}         | Invalid metadata.labels: Invalid value: "a b": name part <KEY>
            {'name':'a','labels':{'/b':'c'}}          | Invalid metadata.labels: Invalid value: "/b": prefix part must be non-empty
            {'name':'a','labels':{'A_/b':'c'}}        | Invalid metadata.labels: Invalid value: "A_/b": prefix part <SUBDOMAIN>
            {'name':'a','labels':{'a/b/c':'d'}}       | Invalid metadata.labels: Invalid value: "a/b/c": a valid label key <KEY> with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')
            {'name':'a','labels':{'':'d'}}            | Invalid metadata.labels: Invalid value: "": name part must be non-empty ;; Invalid metadata.labels: Invalid value: "": name part <KEY>
            {'name':'a','labels':{'a':'-'}}           | Invalid metadata.labels: Invalid value: "-": <VALUE>
            {'name':'a','annotations':{'a b':'c d'}}  | Invalid metadata.annotations: Invalid value: "a b": name part <KEY>
            {'name':'a','annotations':{'A.b/C':'x'},'finalizers':['b']} | Invalid metadata.finalizers[0]: Invalid value: "b": name is neither a standard finalizer name nor is it fully qualified
            {'name':'a','finalizers':['a.b/c d']}     | Invalid metadata.finalizers: Invalid value: "a.b/c d": name part <KEY>
            {'name':'a','finalizers':['orphan','foregroundDeletion']} | Invalid metadata.finalizers: Invalid value: ["orphan","foregroundDeletion"]: finalizer orphan and foregroundDeletion cannot be both set
            {'name':'a','ownerReferences':[{}]}       | Invalid metadata.ownerReferences.apiVersion: Invalid value: "": version must not be empty ;; Invalid metadata.ownerReferences.kind: Invalid value: "": must not be empty ;; Invalid metadata.ownerReferences.name: Invalid value: "": must not be empty ;; Invalid metadata.ownerReferences.uid: Invalid value: "": must not be empty
            {'name':'a','ownerReferences':[{'apiVersion':'apps/','kind':'K','name':'n','uid':'u'}]} | Invalid metadata.ownerReferences.apiVersion: Invalid value: "apps/": version must not be empty
            {'name':'a','ownerReferences':[{'apiVersion':'v1','kind':'Event','name':'n','uid':'u'}]} | Invalid metadata.ownerReferences: Invalid value: {"apiVersion":"v1","kind":"Event","name":"n","uid":"u"}: /v1, Kind=Event is disallowed from being an owner
            {'name':'a','ownerReferences':[{'apiVersion':'v1','kind':'A','name':'n','uid':'u','controller':true},{'apiVersion':'v1','kind':'B','name':'m','uid':'v','controller':true}]} | Invalid metadata.ownerReferences: Invalid value: [{"apiVersion":"v1","kind":"A","name":"n","uid":"u","controller":true},{"apiVersion":"v1","kind":"B","name":"m","uid":"v","controller":true}]: Only one reference can have Controller set to true. Found "true" in references for A/n and B/m
            """)
    void refusesAtCreation(String metadata, String causes) {
        String name = Json.text(Json.object(metadata.replace('\'', '"')), "name");
        assertInvalid("ConfigMap", name, causes, world.post(CONFIG_MAPS, "{'metadata':" + metadata + "}"));
    }

    /** The server looks again and again, and less at some kinds: its causes show that, its message does not. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'labels':{'a':'-'}}     | 4 | 3 | Invalid metadata.labels: Invalid value: "-": <VALUE>
            {'annotations':{'a b':'c'}} | 4 | 3 | Invalid metadata.annotations: Invalid value: "a b": name part <KEY>
            {'finalizers':['a/b c']} | 2 | 1 | Invalid metadata.finalizers: Invalid value: "a/b c": name part <KEY>
            {'uid':'other'}          | 2 | 2 | Invalid metadata.uid: Invalid value: "other": field is immutable
            """)
    void refusesAtAnUpdate(String change, int onConfigMap, int onLease, String cause) {
        world.post(CONFIG_MAPS, World.configMap("a"));
        world.post(LEASES, "{'metadata':{'name':'a'}}");
        assertInvalid("ConfigMap", "a", String.join(" ;; ", Collections.nCopies(onConfigMap, cause)),
                world.merge(CONFIG_MAPS + "/a", "{'metadata':" + change + "}"));
        assertInvalid("Lease.coordination.k8s.io", "a", String.join(" ;; ", Collections.nCopies(onLease, cause)),
                world.merge(LEASES + "/a", "{'metadata':" + change + "}"));
    }

    @Test
    void boundsLabelsAndAnnotations() {
        String long64 = "x".repeat(64);
        assertInvalid("ConfigMap", "a", "Invalid metadata.labels: Invalid value: \"" + long64 + "\": name part must be no more than 63 bytes ;; "
                + "Invalid metadata.labels: Invalid value: \"" + long64 + "\": must be no more than 63 bytes",
                world.post(CONFIG_MAPS, "{'metadata':{'name':'a','labels':{'" + long64 + "':'" + long64 + "'}}}"));
        String annotations = "{'metadata':{'name':'a','annotations':{'k':'" + "x".repeat(262_143) + "%s'}}}";
        assertInvalid("ConfigMap", "a", "TooLong metadata.annotations: Too long: may not be more than 262144 bytes",
                world.post(CONFIG_MAPS, annotations.formatted("x")));
        assertEquals(201, world.post(CONFIG_MAPS, annotations.formatted("")).code());
    }

    @Test
    void judgesAPrefixAsTheBeginningOfAName() {
        assertEquals(201, world.post(CONFIG_MAPS, "{'metadata':{'generateName':'a-'}}").code());
        Response refused = world.post(CONFIG_MAPS, "{'metadata':{'generateName':'AB-'}}");
        String name = Json.text(body(refused), "details", "name");
        assertInvalid("ConfigMap", name, "Invalid metadata.generateName: Invalid value: \"AB-\": <SUBDOMAIN> ;; "
                + "Invalid metadata.name: Invalid value: \"" + name + "\": <SUBDOMAIN>", refused);
        assertInvalid("Service", "a.b", "Invalid metadata.name: Invalid value: \"a.b\": must not contain dots",
                world.post(SERVICES, World.service("a.b", "")));
    }

    @Test
    void takesAUidForAPreconditionOfAPutOnly() {
        world.post(CONFIG_MAPS, World.configMap("a"));
        String own = Json.text(body(world.get(CONFIG_MAPS + "/a")), "metadata", "uid");
        assertEquals("409 Operation cannot be fulfilled on configmaps \"a\": StorageError: invalid object, Code: 4, Key: "
                + "/registry/configmaps/rec/a, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: other, "
                + "UID in object meta: " + own, message(world.put(CONFIG_MAPS + "/a", "{'metadata':{'name':'a','uid':'other'}}")));
    }

    @Test
    void keepsNoNamespaceOnWhatIsClusterWideAndNoTimeOfAWriter() {
        Response node = world.post("/api/v1/nodes", "{'metadata':{'name':'n','namespace':'rec','creationTimestamp':'2001-01-01T00:00:00Z'}}");
        assertEquals("2026-11-23T08:00:00Z", Json.text(body(node), "metadata", "creationTimestamp"));
        assertFalse(body(node).get("metadata").has("namespace"));
        Response changed = world.merge("/api/v1/nodes/n", "{'metadata':{'namespace':'rec','creationTimestamp':'2001-01-01T00:00:00Z','labels':{'a':'b'}}}");
        assertEquals("2026-11-23T08:00:00Z", Json.text(body(changed), "metadata", "creationTimestamp"));
        assertFalse(body(changed).get("metadata").has("namespace"));
    }

    @Test
    void keepsWhoWroteWhatFromWritersWhoseListIsNone() {
        world.post(CONFIG_MAPS, World.configMap("a"));
        String before = body(world.get(CONFIG_MAPS + "/a")).get("metadata").get("managedFields").toString();
        Response written = world.merge(CONFIG_MAPS + "/a", "{'metadata':{'managedFields':[{'manager':'x','fieldsV1':{'f:data':{}}}]}}");
        assertEquals(before, body(written).get("metadata").get("managedFields").toString());
    }
}
