package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.World.NOW;
import static metallb.adapters.support.apistore.World.SERVICES;
import static metallb.adapters.support.apistore.World.body;
import static metallb.adapters.support.apistore.World.service;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
    private final World world = new World();

    private static String columns(Response table) {
        List<String> names = new ArrayList<>();
        body(table).get("columnDefinitions").forEach(column ->
                names.add(Json.text(column, "name") + (Json.number(column, "priority") > 0 ? "*" : "")));
        return String.join(" ", names);
    }

    private String row(String path) {
        return body(world.table(path, NOW.plusSeconds(90))).get("rows").get(0).get("cells").toString()
                .replaceAll("10\\.\\d+\\.\\d+\\.\\d+", "ADDRESS").replaceAll(":3\\d{4}/", ":PORT/");
    }

    @Test
    void showsServices() {
        world.post(SERVICES, service("a", ",'type':'LoadBalancer','selector':{'b':'2','a':'1'}"));
        assertEquals("Name Type Cluster-IP External-IP Port(s) Age Selector*", columns(world.table(SERVICES, NOW)));
        assertEquals("[\"a\",\"LoadBalancer\",\"ADDRESS\",\"<pending>\",\"80:PORT/TCP\",\"90s\",\"a=1,b=2\"]", row(SERVICES + "/a"));
        world.merge(SERVICES + "/a/status", "{'status':{'loadBalancer':{'ingress':[{'ip':'192.0.2.2'},{'ip':'192.0.2.1'}]}}}");
        assertEquals("[\"a\",\"LoadBalancer\",\"ADDRESS\",\"192.0.2.1,192.0.2.2\",\"80:PORT/TCP\",\"90s\",\"a=1,b=2\"]", row(SERVICES));
        world.delete(SERVICES + "/a");
        world.post(SERVICES, service("c", ",'clusterIP':'None'"));
        assertEquals("[\"c\",\"ClusterIP\",\"None\",\"<none>\",\"80/TCP\",\"90s\",\"<none>\"]", row(SERVICES));
    }

    @Test
    void showsNodes() {
        world.post("/api/v1/nodes", """
                {'metadata':{'name':'n1','labels':{'node-role.kubernetes.io/worker':'','node-role.kubernetes.io/edge':''}},
                 'spec':{'unschedulable':true},
                 'status':{'conditions':[{'type':'Ready','status':'True'}],'addresses':[{'type':'InternalIP','address':'192.0.2.11'}],
                           'nodeInfo':{'kubeletVersion':'v1.33.0','osImage':'Debian'}}}""");
        assertEquals("Name Status Roles Age Version Internal-IP* External-IP* OS-Image* Kernel-Version* Container-Runtime*",
                columns(world.table("/api/v1/nodes", NOW)));
        assertEquals("[\"n1\",\"Ready,SchedulingDisabled\",\"edge,worker\",\"90s\",\"v1.33.0\",\"192.0.2.11\",\"<none>\",\"Debian\","
                + "\"<unknown>\",\"<unknown>\"]", row("/api/v1/nodes"));
    }

    @Test
    void showsTheOtherKinds() {
        world.post("/api/v1/namespaces/rec/configmaps", "{'metadata':{'name':'c'},'data':{'a':'1','b':'2'}}");
        world.post("/apis/discovery.k8s.io/v1/namespaces/rec/endpointslices", "{'metadata':{'name':'s'},'addressType':'IPv4',"
                + "'ports':[{'port':80}],'endpoints':[{'addresses':['10.0.0.1','10.0.0.2']},{'addresses':['10.0.0.3']},{'addresses':['10.0.0.4']}]}");
        world.post("/api/v1/namespaces/rec/serviceaccounts", "{'metadata':{'name':'sa'}}");
        assertEquals("[\"c\",2,\"90s\"]", row("/api/v1/namespaces/rec/configmaps"));
        assertEquals("[\"rec\",\"Active\",\"90s\"]", row("/api/v1/namespaces"));
        assertEquals("[\"s\",\"IPv4\",\"80\",\"ADDRESS,ADDRESS,ADDRESS + 1 more...\",\"90s\"]",
                row("/apis/discovery.k8s.io/v1/namespaces/rec/endpointslices"));
        assertEquals("[\"sa\",\"90s\"]", row("/api/v1/namespaces/rec/serviceaccounts"));
    }

    @ParameterizedTest
    @CsvSource({"-5, <invalid>", "-1, 0s", "119, 119s", "120, 2m", "150, 2m30s", "600, 10m", "10799, 179m", "10800, 3h", "12000, 3h20m",
        "28800, 8h", "172800, 2d", "180000, 2d2h", "691200, 8d", "63071999, 729d", "63072000, 2y", "64800000, 2y20d", "252288000, 8y"})
    void tellsAgesAsKubectlDoes(long seconds, String text) {
        assertEquals(text, Columns.age(Duration.ofSeconds(seconds)));
    }
}
