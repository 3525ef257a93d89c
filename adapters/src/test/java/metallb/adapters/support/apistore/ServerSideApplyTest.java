package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.World.CONFIG_MAPS;
import static metallb.adapters.support.apistore.World.SERVICES;
import static metallb.adapters.support.apistore.World.body;
import static metallb.adapters.support.apistore.World.message;
import static metallb.adapters.support.apistore.World.service;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ServerSideApplyTest {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private final World world = new World();

    private static String config(String data) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {" + data + "}\n";
    }

    private static String managers(Response response) {
        return body(response).get("metadata").get("managedFields").toString().replace('"', '\'')
                .replace(",'time':'2026-11-23T08:00:00Z','fieldsType':'FieldsV1'", "");
    }

    @Test
    void createsAndOwnsWhatItNames() {
        Response created = world.apply(CONFIG_MAPS + "/c?fieldManager=one", config("k: v1"));
        assertEquals(201, created.code());
        assertEquals("[{'manager':'one','operation':'Apply','apiVersion':'v1','fieldsV1':{'f:data':{'f:k':{}}}}]", managers(created));
        assertEquals(created.body(), world.apply(CONFIG_MAPS + "/c?fieldManager=one", config("k: v1")).body());
    }

    @Test
    void refusesAnotherNameThanThePathSays() {
        String refusal = "400 the name of the object (c) does not match the name on the URL (d)";
        assertEquals(refusal, message(world.apply(CONFIG_MAPS + "/d?fieldManager=one", config("k: v1"))));
        world.post(CONFIG_MAPS, World.configMap("d"));
        assertEquals(refusal, message(world.apply(CONFIG_MAPS + "/d?fieldManager=one&force=true", config("k: v1"))));
    }

    @Test
    void refusesFieldsOfOthersUnlessForced() {
        world.apply(CONFIG_MAPS + "/c?fieldManager=one", config("k: v1, l: v1"));
        assertEquals("409 Apply failed with 1 conflict: conflict with \"one\": .data.k",
                message(world.apply(CONFIG_MAPS + "/c?fieldManager=two", config("k: v2"))));
        assertEquals("409 Apply failed with 2 conflicts: conflicts with \"one\":\n- .data.k\n- .data.l",
                message(world.apply(CONFIG_MAPS + "/c?fieldManager=two", config("k: v2, l: v2"))));
        Response forced = world.apply(CONFIG_MAPS + "/c?fieldManager=two&force=true", config("k: v2"));
        assertEquals("{\"k\":\"v2\",\"l\":\"v1\"}", body(forced).get("data").toString());
        assertEquals("[{'manager':'one','operation':'Apply','apiVersion':'v1','fieldsV1':{'f:data':{'f:l':{}}}},"
                + "{'manager':'two','operation':'Apply','apiVersion':'v1','fieldsV1':{'f:data':{'f:k':{}}}}]", managers(forced));
    }

    /** A PUT of a lease has to name a version; what is applied has the one of the object. */
    @Test
    void appliesToALeaseThatIsThere() {
        String leases = "/apis/coordination.k8s.io/v1/namespaces/rec/leases/l?fieldManager=one";
        String lease = "apiVersion: coordination.k8s.io/v1\nkind: Lease\nmetadata: {name: l}\nspec: {holderIdentity: %s}\n";
        world.apply(leases, lease.formatted("a"));

        Response again = world.apply(leases, lease.formatted("b"));

        assertEquals(200, again.code());
        assertEquals("{\"holderIdentity\":\"b\"}", body(again).get("spec").toString());
    }

    @Test
    void sharesFieldsOfTheSameValue() {
        world.apply(CONFIG_MAPS + "/c?fieldManager=one", config("k: v1"));
        world.apply(CONFIG_MAPS + "/c?fieldManager=two", config("k: v1"));
        assertEquals("{\"k\":\"v1\"}", body(world.apply(CONFIG_MAPS + "/c?fieldManager=one", config(""))).get("data").toString());
    }

    @Test
    void removesWhatItNoLongerNames() {
        world.apply(CONFIG_MAPS + "/c?fieldManager=one", config("k: v1, l: v1"));
        world.merge(CONFIG_MAPS + "/c", "{'data':{'m':'of another'}}");
        assertEquals("{\"l\":\"v1\",\"m\":\"of another\"}",
                body(world.apply(CONFIG_MAPS + "/c?fieldManager=one", config("l: v1"))).get("data").toString());
    }

    @Test
    void mergesPortsByPortAndProtocol() {
        world.post(SERVICES, service("a", ",'type':'LoadBalancer','allocateLoadBalancerNodePorts':false"));
        Response applied = world.apply(SERVICES + "/a?fieldManager=one",
                "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80, name: web}, {port: 53, protocol: UDP, name: dns}]}}");
        assertEquals("[{\"name\":\"web\",\"protocol\":\"TCP\",\"port\":80,\"targetPort\":80},{\"name\":\"dns\",\"protocol\":\"UDP\","
                + "\"port\":53,\"targetPort\":53}]", body(applied).get("spec").get("ports").toString());
        Response fewer = world.apply(SERVICES + "/a?fieldManager=one",
                "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80, name: web}]}}");
        assertEquals(1, body(fewer).get("spec").get("ports").size());
    }

    @Test
    void namesTheUpdateThatItConflictsWith() {
        world.post(SERVICES, service("a", ",'externalTrafficPolicy':'Local','type':'LoadBalancer'"));
        assertEquals("409 Apply failed with 1 conflict: conflict with \"test\" using v1 at 2026-11-23T08:00:00Z: "
                + ".spec.externalTrafficPolicy", message(world.apply(SERVICES + "/a?fieldManager=one",
                "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {externalTrafficPolicy: Cluster}}")));
    }

    private void appliedByTheClient(String rest) {
        world.post(CONFIG_MAPS + "?fieldManager=kubectl-client-side-apply", "{'metadata':{'name':'c','annotations':{'" + LAST_APPLIED
                + "':'{\\'apiVersion\\':\\'v1\\',\\'data\\':{\\'k\\':\\'v1\\',\\'l\\':\\'v1\\'}}'}},'data':{'k':'v1'," + rest + "}}");
    }

    @Test
    void letsKubectlTakeOverWhatItAppliedAtTheClient() {
        appliedByTheClient("'l':'v1'");
        Response applied = world.apply(CONFIG_MAPS + "/c?fieldManager=kubectl", config("k: v2, l: v1"));
        assertEquals("{\"k\":\"v2\",\"l\":\"v1\"}", body(applied).get("data").toString());
        assertEquals("[{'manager':'kubectl','operation':'Apply','apiVersion':'v1','fieldsV1':{'f:data':{'f:k':{},'f:l':{}}}},"
                + "{'manager':'kubectl-client-side-apply','operation':'Update','apiVersion':'v1','fieldsV1':{'f:data':{'.':{},'f:l':{}},"
                + "'f:metadata':{'f:annotations':{'.':{},'f:" + LAST_APPLIED + "':{}}}}}]", managers(applied));
        assertEquals("{\"apiVersion\":\"v1\",\"data\":{\"k\":\"v2\",\"l\":\"v1\"},\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\"}}\n",
                body(applied).get("metadata").get("annotations").get(LAST_APPLIED).asString());
    }

    @Test
    void keepsWhatNoLongerIsAsTheClientAppliedItAndWhatOthersApply() {
        appliedByTheClient("'l':'v3'");
        String conflict = "409 Apply failed with 1 conflict: conflict with \"kubectl-client-side-apply\" using v1 at "
                + "2026-11-23T08:00:00Z: .data.";
        assertEquals(conflict + "l", message(world.apply(CONFIG_MAPS + "/c?fieldManager=kubectl", config("k: v2, l: v2"))));
        assertEquals(conflict + "k", message(world.apply(CONFIG_MAPS + "/c?fieldManager=one", config("k: v2"))));
        world.merge(CONFIG_MAPS + "/c?fieldManager=kubectl-client-side-apply",
                "{'metadata':{'annotations':{'" + LAST_APPLIED + "':'no JSON'}}}");
        assertEquals(conflict + "k", message(world.apply(CONFIG_MAPS + "/c?fieldManager=kubectl", config("k: v2"))));
    }

    @Test
    void letsAnUpdateTakeFieldsOver() {
        world.apply(CONFIG_MAPS + "/c?fieldManager=one", config("k: v1, l: v1"));
        assertEquals("[{'manager':'one','operation':'Apply','apiVersion':'v1','fieldsV1':{'f:data':{'f:l':{}}}},"
                + "{'manager':'test','operation':'Update','apiVersion':'v1','fieldsV1':{'f:data':{'f:k':{}}}}]",
                managers(world.merge(CONFIG_MAPS + "/c", "{'data':{'k':'v2'}}")));
    }

    @Test
    void tellsStatusWritersApart() {
        world.post(SERVICES, service("a", ",'type':'LoadBalancer'"));
        Response patched = world.merge(SERVICES + "/a/status", "{'status':{'loadBalancer':{'ingress':[{'ip':'192.0.2.1'}]}}}");
        assertEquals("{\"manager\":\"test\",\"operation\":\"Update\",\"apiVersion\":\"v1\",\"time\":\"2026-11-23T08:00:00Z\","
                + "\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{\"f:status\":{\"f:loadBalancer\":{\"f:ingress\":{}}}},\"subresource\":"
                + "\"status\"}", body(patched).get("metadata").get("managedFields").get(1).toString());
    }

    @Test
    void listsAppliersBeforeOthersAndThoseOfOneMomentByName() {
        world.post(CONFIG_MAPS + "?fieldManager=c", World.configMap("c"));
        world.merge(CONFIG_MAPS + "/c?fieldManager=a", "{'data':{'l':'v'}}");
        Response applied = world.apply(CONFIG_MAPS + "/c?fieldManager=b", config("m: v"));
        assertEquals("[{'manager':'b','operation':'Apply','apiVersion':'v1','fieldsV1':{'f:data':{'f:m':{}}}},"
                + "{'manager':'a','operation':'Update','apiVersion':'v1','fieldsV1':{'f:data':{'f:l':{}}}},"
                + "{'manager':'c','operation':'Update','apiVersion':'v1','fieldsV1':{'f:data':{'.':{},'f:k':{}}}}]", managers(applied));
    }
}
