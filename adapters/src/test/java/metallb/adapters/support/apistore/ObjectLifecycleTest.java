package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.World.CONFIG_MAPS;
import static metallb.adapters.support.apistore.World.NOW;
import static metallb.adapters.support.apistore.World.SERVICES;
import static metallb.adapters.support.apistore.World.body;
import static metallb.adapters.support.apistore.World.configMap;
import static metallb.adapters.support.apistore.World.message;
import static metallb.adapters.support.apistore.World.service;
import static metallb.adapters.support.apistore.World.version;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.Test;

class ObjectLifecycleTest {
    private final World world = new World();

    @Test
    void createsWithTheMetadataThatTheServerGives() {
        Response created = world.post(CONFIG_MAPS, configMap("a"));
        assertEquals(201, created.code());
        String uid = Json.text(body(created), "metadata", "uid");
        assertTrue(uid.matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"), uid);
        assertEquals("""
                {"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","namespace":"rec","uid":"%s","resourceVersion":"3",\
                "creationTimestamp":"2026-11-23T08:00:00Z","managedFields":[{"manager":"test","operation":"Update","apiVersion":"v1",\
                "time":"2026-11-23T08:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:data":{".":{},"f:k":{}}}}]},"data":{"k":"v"}}
                """.formatted(uid), created.body());
        assertEquals(created.body(), world.get(CONFIG_MAPS + "/a").body());
    }

    @Test
    void givesTheSameUidsForTheSameSeed() {
        String first = world.post(CONFIG_MAPS, configMap("a")).body();
        assertEquals(first, new World().post(CONFIG_MAPS, configMap("a")).body());
    }

    @Test
    void completesGeneratedNames() {
        String name = Json.text(body(world.post(CONFIG_MAPS, "{'metadata':{'generateName':'gen-'}}")), "metadata", "name");
        assertTrue(name.matches("gen-[bcdfghjklmnpqrstvwxz2456789]{5}"), name);
    }

    @Test
    void cutsABaseThatLeavesNoRoomForTheSuffix() {
        String name = Json.text(body(world.post(CONFIG_MAPS, "{'metadata':{'generateName':'" + "g".repeat(60) + "-'}}")), "metadata", "name");
        assertTrue(name.matches("g{58}[bcdfghjklmnpqrstvwxz2456789]{5}"), name);
    }

    @Test
    void refusesAStalePut() {
        String old = version(world.post(CONFIG_MAPS, configMap("a")));
        String put = "{'metadata':{'name':'a','resourceVersion':'" + old + "'},'data':{'k':'2'}}";
        assertEquals(200, world.put(CONFIG_MAPS + "/a", put).code());
        assertEquals("409 Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes "
                + "to the latest version and try again", message(world.put(CONFIG_MAPS + "/a", put)));
    }

    @Test
    void refusesAStalePatch() {
        world.post(SERVICES, service("a", ""));
        assertEquals("409 Operation cannot be fulfilled on services \"a\": the object has been modified; please apply your changes to "
                + "the latest version and try again",
                message(world.merge(SERVICES + "/a/status", "{'metadata':{'resourceVersion':'1'},'status':{}}")));
    }

    @Test
    void overwritesWithoutAVersionExceptLeases() {
        world.post(CONFIG_MAPS, configMap("a"));
        assertEquals(200, world.put(CONFIG_MAPS + "/a", "{'metadata':{'name':'a'}}").code());
        String leases = "/apis/coordination.k8s.io/v1/namespaces/rec/leases";
        world.post(leases, "{'metadata':{'name':'l'}}");
        assertEquals("422 Lease.coordination.k8s.io \"l\" is invalid: metadata.resourceVersion: Invalid value: \"\": must be specified "
                + "for an update", message(world.put(leases + "/l", "{'metadata':{'name':'l'}}")));
    }

    @Test
    void createsALeaseByPut() {
        assertEquals(201, world.put("/apis/coordination.k8s.io/v1/namespaces/rec/leases/l", "{'metadata':{'name':'l'}}").code());
    }

    @Test
    void refusesAnotherUid() {
        String uid = Json.text(body(world.post(CONFIG_MAPS, configMap("a"))), "metadata", "uid");
        assertEquals("409 Operation cannot be fulfilled on configmaps \"a\": StorageError: invalid object, Code: 4, Key: "
                + "/registry/configmaps/rec/a, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: other, "
                + "UID in object meta: " + uid, message(world.put(CONFIG_MAPS + "/a", "{'metadata':{'name':'a','uid':'other'}}")));
        assertEquals("409 Operation cannot be fulfilled on ConfigMap \"a\": the UID in the precondition (other) does not match the UID "
                + "in record (" + uid + "). The object might have been deleted and then recreated",
                message(world.call("DELETE", CONFIG_MAPS + "/a", "application/json", "{'preconditions':{'uid':'other'}}")));
    }

    @Test
    void keepsTheVersionWhenNothingChanges() {
        world.post(SERVICES, service("a", ""));
        world.merge(SERVICES + "/a/status", "{'metadata':{'labels':{'x':'y'}}}");
        String before = world.get(SERVICES + "/a").body();
        assertEquals(before, world.merge(SERVICES + "/a", "{'metadata':{'labels':{'x':'y'}}}").body());
        assertEquals(before, world.merge(SERVICES + "/a", "{'status':{'loadBalancer':{'ingress':[{'ip':'192.0.2.9'}]}}}").body());
        assertEquals(before, world.get(SERVICES + "/a").body());
    }

    @Test
    void writesStatusOnlyThroughItsSubresource() {
        Response created = world.post(SERVICES, service("a", ",'type':'LoadBalancer'},'status':{'loadBalancer':{'ingress':[{'ip':'192.0.2.1'}]}"));
        assertEquals("{\"loadBalancer\":{}}", body(created).get("status").toString());
        Response patched = world.merge(SERVICES + "/a/status",
                "{'metadata':{'labels':{'x':'y'}},'spec':{'type':'ClusterIP'},'status':{'loadBalancer':{'ingress':[{'ip':'192.0.2.1'}]}}}");
        assertEquals("{\"loadBalancer\":{\"ingress\":[{\"ip\":\"192.0.2.1\",\"ipMode\":\"VIP\"}]}}", body(patched).get("status").toString());
        assertEquals("LoadBalancer", Json.text(body(patched), "spec", "type"));
        assertEquals("y", Json.text(body(patched), "metadata", "labels", "x"));
    }

    @Test
    void letsANodeRegisterWithItsStatus() {
        Response created = world.post("/api/v1/nodes",
                "{'metadata':{'name':'n1'},'status':{'addresses':[{'type':'InternalIP','address':'192.0.2.11'}]}}");
        assertEquals("[{\"type\":\"InternalIP\",\"address\":\"192.0.2.11\"}]", body(created).get("status").get("addresses").toString());
    }

    @Test
    void holdsADeletedObjectUntilItsFinalizersGo() {
        world.post(SERVICES, service("a", ""));
        world.merge(SERVICES + "/a", "{'metadata':{'finalizers':['example.org/hold']}}");
        Response marked = world.delete(SERVICES + "/a");
        assertEquals("2026-11-23T08:00:00Z", Json.text(body(marked), "metadata", "deletionTimestamp"));
        assertEquals(marked.body(), world.delete(SERVICES + "/a").body());
        assertEquals("422 Service \"a\" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is "
                + "being deleted, found new finalizers []string{\"example.org/more\"}",
                message(world.merge(SERVICES + "/a", "{'metadata':{'finalizers':['example.org/hold','example.org/more']}}")));
        Response gone = world.merge(SERVICES + "/a", "{'metadata':{'finalizers':null}}");
        assertEquals(200, gone.code());
        assertEquals(version(marked), version(gone));
        assertEquals("404 services \"a\" not found", message(world.get(SERVICES + "/a")));
    }

    @Test
    void answersADeletionWithTheServiceButWithAStatusForAConfigMap() {
        world.post(SERVICES, service("a", ""));
        String uid = Json.text(body(world.post(CONFIG_MAPS, configMap("c"))), "metadata", "uid");
        assertEquals("Service", Json.text(body(world.delete(SERVICES + "/a")), "kind"));
        assertEquals("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Success\",\"details\":{\"name\":\"c\","
                + "\"kind\":\"configmaps\",\"uid\":\"" + uid + "\"}}\n", world.delete(CONFIG_MAPS + "/c").body());
    }

    @Test
    void deletesWhatASelectorSelects() {
        world.post(CONFIG_MAPS, "{'metadata':{'name':'a','labels':{'x':'1'}}}");
        world.post(CONFIG_MAPS, "{'metadata':{'name':'b'}}");
        assertEquals(1, body(world.delete(CONFIG_MAPS + "?labelSelector=x=1")).get("items").size());
        assertEquals("404 configmaps \"a\" not found", message(world.get(CONFIG_MAPS + "/a")));
        assertEquals(200, world.get(CONFIG_MAPS + "/b").code());
    }

    @Test
    void keepsNothingOfADryRun() {
        String before = world.store.resourceVersion();
        Response dry = world.post(SERVICES + "?dryRun=All", service("a", ",'type':'LoadBalancer'"));
        assertEquals(201, dry.code());
        assertFalse(body(dry).get("metadata").has("resourceVersion"));
        assertEquals("10.96.0.0", Json.text(body(dry), "spec", "clusterIP"));
        assertEquals("404 services \"a\" not found", message(world.get(SERVICES + "/a")));
        assertEquals(before, world.store.resourceVersion());
    }

    @Test
    void countsGenerationsOfEndpointSlices() {
        String slices = "/apis/discovery.k8s.io/v1/namespaces/rec/endpointslices";
        world.post(slices, "{'metadata':{'name':'s'},'addressType':'IPv4','endpoints':[]}");
        assertEquals(1, Json.number(body(world.merge(slices + "/s", "{'metadata':{'labels':{'a':'b'}}}")), "metadata", "generation"));
        assertEquals(2, Json.number(body(world.merge(slices + "/s", "{'endpoints':[{'addresses':['10.0.0.1']}]}")), "metadata", "generation"));
    }

    @Test
    void refusesNewContentInANamespaceThatEnds() {
        assertEquals("Terminating", Json.text(body(world.delete("/api/v1/namespaces/rec")), "status", "phase"));
        assertEquals("403 configmaps \"late\" is forbidden: unable to create new content in namespace rec because it is being terminated",
                message(world.post(CONFIG_MAPS, configMap("late"))));
        assertEquals(200, world.put("/api/v1/namespaces/rec/finalize", "{'metadata':{'name':'rec'}}").code());
        assertEquals("404 namespaces \"rec\" not found", message(world.post(CONFIG_MAPS, configMap("late"))));
    }

    @Test
    void servesUsersInTheSameProcessDirectly() {
        Target target = Target.object(Resources.SERVICES, "rec", "a");
        var options = WriteOptions.by("scenario");
        world.store.create(Resources.SERVICES, "rec", service("a", ",'type':'LoadBalancer'").replace('\'', '"'), options, NOW).orThrow();
        world.store.patch(target.status(), PatchType.MERGE,
                "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"192.0.2.1\"}]}}}", options, NOW).orThrow();
        assertEquals("192.0.2.1", Json.text(world.store.get(target).orElseThrow().at("/status/loadBalancer/ingress/0"), "ip"));
        assertEquals(1, world.store.list(Resources.SERVICES, "").size());
        world.store.delete(target, NOW).orThrow();
        assertTrue(world.store.get(target).isEmpty());
    }
}
