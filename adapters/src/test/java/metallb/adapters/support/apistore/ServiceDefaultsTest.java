package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.World.SERVICES;
import static metallb.adapters.support.apistore.World.body;
import static metallb.adapters.support.apistore.World.message;
import static metallb.adapters.support.apistore.World.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceDefaultsTest {
    private final World world = new World();

    /** Addresses and ports drawn at random are shown as their kind. */
    private static String spec(Response response) {
        return body(response).get("spec").toString().replace('"', '\'').replaceAll("'10\\.\\d+\\.\\d+\\.\\d+'", "ADDRESS")
                .replaceAll("'fd00:10:96::[0-9a-f]+'", "ADDRESS6").replaceAll("odePort':3\\d{4}", "odePort':PORT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ,'type':'LoadBalancer' | {'ports':[{'protocol':'TCP','port':80,'targetPort':80,'nodePort':PORT}],'clusterIP':ADDRESS,'clusterIPs':[ADDRESS],'type':'LoadBalancer','sessionAffinity':'None','externalTrafficPolicy':'Cluster','ipFamilies':['IPv4'],'ipFamilyPolicy':'SingleStack','allocateLoadBalancerNodePorts':true,'internalTrafficPolicy':'Cluster'}
            ,'type':'LoadBalancer','externalTrafficPolicy':'Local','allocateLoadBalancerNodePorts':false | {'ports':[{'protocol':'TCP','port':80,'targetPort':80}],'clusterIP':ADDRESS,'clusterIPs':[ADDRESS],'type':'LoadBalancer','sessionAffinity':'None','externalTrafficPolicy':'Local','healthCheckNodePort':PORT,'ipFamilies':['IPv4'],'ipFamilyPolicy':'SingleStack','allocateLoadBalancerNodePorts':false,'internalTrafficPolicy':'Cluster'}
            ,'ipFamilyPolicy':'PreferDualStack' | {'ports':[{'protocol':'TCP','port':80,'targetPort':80}],'clusterIP':ADDRESS,'clusterIPs':[ADDRESS,ADDRESS6],'type':'ClusterIP','sessionAffinity':'None','ipFamilies':['IPv4','IPv6'],'ipFamilyPolicy':'PreferDualStack','internalTrafficPolicy':'Cluster'}
            ,'type':'ExternalName','externalName':'example.org' | {'ports':[{'protocol':'TCP','port':80,'targetPort':80}],'type':'ExternalName','sessionAffinity':'None','externalName':'example.org'}
            ,'clusterIP':'None','sessionAffinity':'ClientIP' | {'ports':[{'protocol':'TCP','port':80,'targetPort':80}],'clusterIP':'None','clusterIPs':['None'],'type':'ClusterIP','sessionAffinity':'ClientIP','sessionAffinityConfig':{'clientIP':{'timeoutSeconds':10800}},'ipFamilies':['IPv4','IPv6'],'ipFamilyPolicy':'RequireDualStack','internalTrafficPolicy':'Cluster'}
            ,'clusterIP':'None','selector':{'a':'b'} | {'ports':[{'protocol':'TCP','port':80,'targetPort':80}],'selector':{'a':'b'},'clusterIP':'None','clusterIPs':['None'],'type':'ClusterIP','sessionAffinity':'None','ipFamilies':['IPv4'],'ipFamilyPolicy':'SingleStack','internalTrafficPolicy':'Cluster'}
            ,'externalIPs':['192.0.2.7'] | {'ports':[{'protocol':'TCP','port':80,'targetPort':80}],'clusterIP':ADDRESS,'clusterIPs':[ADDRESS],'type':'ClusterIP','externalIPs':['192.0.2.7'],'sessionAffinity':'None','externalTrafficPolicy':'Cluster','ipFamilies':['IPv4'],'ipFamilyPolicy':'SingleStack','internalTrafficPolicy':'Cluster'}
            """)
    void fillsInWhatTheWriterLeftOpen(String given, String expected) {
        assertEquals(expected, spec(world.post(SERVICES, service("a", given))));
    }

    @Test
    void clearsWhatANewTypeHasNot() {
        world.post(SERVICES, service("a", ",'type':'LoadBalancer'"));
        world.merge(SERVICES + "/a/status",
                "{'status':{'conditions':[{'type':'X','status':'True'}],'loadBalancer':{'ingress':[{'ip':'192.0.2.1'}]}}}");
        Response changed = world.merge(SERVICES + "/a", "{'spec':{'type':'ClusterIP'}}");
        assertEquals("{'ports':[{'protocol':'TCP','port':80,'targetPort':80}],'clusterIP':ADDRESS,'clusterIPs':[ADDRESS],"
                + "'type':'ClusterIP','sessionAffinity':'None','ipFamilies':['IPv4'],'ipFamilyPolicy':'SingleStack',"
                + "'internalTrafficPolicy':'Cluster'}", spec(changed));
        assertEquals("{}", body(changed).get("status").get("loadBalancer").toString());
        assertEquals(1, body(changed).get("status").get("conditions").size());
    }

    @Test
    void keepsAddressAndNodePortsOfAWriterWhoSaysNothingOfThem() {
        var created = body(world.post(SERVICES, service("a", ",'type':'LoadBalancer'"))).get("spec");
        assertEquals(created, body(world.put(SERVICES + "/a", service("a", ",'type':'LoadBalancer'"))).get("spec"));
    }

    private static String families(Response response) {
        var spec = body(response).get("spec");
        return spec(response).replaceAll(".*('clusterIPs':\\[[^]]*\\]).*", "$1") + " " + spec.get("ipFamilies").toString().replace('"', '\'')
                + " " + Json.text(spec, "ipFamilyPolicy");
    }

    /** Up and down again; the primary address is the same all the time. */
    @Test
    void takesAndReleasesASecondAddressWithThePolicy() {
        String primary = Json.text(body(world.post(SERVICES, service("a", ""))), "spec", "clusterIP");
        Response dual = world.merge(SERVICES + "/a", "{'spec':{'ipFamilyPolicy':'RequireDualStack'}}");
        assertEquals("'clusterIPs':[ADDRESS,ADDRESS6] ['IPv4','IPv6'] RequireDualStack", families(dual));
        assertEquals(primary, Json.text(body(dual), "spec", "clusterIP"));
        String secondary = body(dual).get("spec").get("clusterIPs").get(1).stringValue();
        Response single = world.merge(SERVICES + "/a", "{'spec':{'ipFamilyPolicy':'SingleStack'}}");
        assertEquals("'clusterIPs':[ADDRESS] ['IPv4'] SingleStack", families(single));
        assertEquals(primary, Json.text(body(single), "spec", "clusterIP"));
        String other = ",'clusterIP':'" + secondary + "'";
        assertEquals("'clusterIPs':[ADDRESS6] ['IPv6'] SingleStack", families(world.post(SERVICES, service("b", other))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SingleStack      | {'ipFamilies':['IPv6']}        | [spec.ipFamilies[0]: Invalid value: ["IPv6"]: may not change once set, spec.clusterIPs[0]: Invalid value: "PRIMARY": expected an IPv6 value as indicated by `ipFamilies[0]`]
            SingleStack      | {'ipFamilies':['IPv4','IPv6']} | spec.ipFamilyPolicy: Invalid value: "SingleStack": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified
            RequireDualStack | {'ipFamilies':['IPv6','IPv4']} | [spec.ipFamilies[0]: Invalid value: ["IPv6","IPv4"]: may not change once set, spec.clusterIPs[0]: Invalid value: "PRIMARY": expected an IPv6 value as indicated by `ipFamilies[0]`, spec.clusterIPs[1]: Invalid value: "SECONDARY": expected an IPv4 value as indicated by `ipFamilies[1]`]
            RequireDualStack | {'ipFamilies':['IPv4']}        | spec.ipFamilyPolicy: Invalid value: "RequireDualStack": must be set to 'SingleStack' when releasing the secondary ipFamily
            RequireDualStack | {'clusterIPs':['PRIMARY']}     | spec.ipFamilyPolicy: Invalid value: "RequireDualStack": must be set to 'SingleStack' when releasing the secondary clusterIP
            """)
    void refusesFamiliesThatThePolicyOrTheAddressesForbid(String policy, String change, String why) {
        var given = body(world.post(SERVICES, service("a", ",'ipFamilyPolicy':'" + policy + "'"))).get("spec").get("clusterIPs");
        String refused = message(world.merge(SERVICES + "/a", "{'spec':" + change.replace("PRIMARY", given.get(0).stringValue()) + "}"));
        assertEquals("422 Service \"a\" is invalid: " + why.replace("PRIMARY", given.get(0).stringValue())
                .replace("SECONDARY", given.path(1).asString("")), refused);
    }

    @Test
    void drawsEachAddressAndPortOnce() {
        Set<String> addresses = new HashSet<>();
        Set<Long> ports = new HashSet<>();
        for (int i = 0; i < 2_768; i++) {
            var created = body(world.post(SERVICES, service("s" + i, ",'type':'LoadBalancer'")));
            assertTrue(addresses.add(Json.text(created, "spec", "clusterIP")));
            assertTrue(ports.add(Json.number(created.get("spec").get("ports").get(0), "nodePort")));
        }
        assertEquals("422 Service \"full\" is invalid: spec.ports[0].nodePort: Internal error: failed to allocate a nodePort: range is full",
                message(world.post(SERVICES, service("full", ",'type':'LoadBalancer'"))));
        world.delete(SERVICES + "/s7");
        assertEquals(201, world.post(SERVICES, service("fits", ",'type':'LoadBalancer'")).code());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'metadata':{'name':'a'}}                                    | spec.ports: Required value
            {'metadata':{'name':'a'},'spec':{'ports':[{'port':0}]}}      | [spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive, spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive]
            {'metadata':{'name':'a'},'spec':{'ports':[{'port':1},{'port':2,'name':'x'}]}} | spec.ports[0].name: Required value
            {'metadata':{'name':'a'},'spec':{'ports':[{'port':1,'protocol':'ICMP'}]}} | spec.ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"
            {'metadata':{'name':'a'},'spec':{'ports':[{'port':1}],'type':'Other'}} | spec.type: Unsupported value: "Other": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"
            {'metadata':{'name':'a'},'spec':{'ports':[{'port':1}],'loadBalancerClass':'x.y/z'}} | spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'
            {'metadata':{'name':'a'},'spec':{'ports':[{'port':1}],'externalIPs':['x']}} | spec.externalIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)
            """)
    void refusesWhatTheServerRefuses(String body, String why) {
        assertEquals("422 Service \"a\" is invalid: " + why, message(world.post(SERVICES, body)));
    }

    @Test
    void refusesAChangedClassAndABadStatusAddress() {
        world.post(SERVICES, service("a", ",'type':'LoadBalancer','loadBalancerClass':'example.org/lb'"));
        assertEquals("422 Service \"a\" is invalid: spec.loadBalancerClass: Invalid value: \"example.org/other\": may not change once set",
                message(world.merge(SERVICES + "/a", "{'spec':{'loadBalancerClass':'example.org/other'}}")));
        String address = Json.text(World.body(world.get(SERVICES + "/a")), "spec", "clusterIP");
        assertEquals("422 Service \"a\" is invalid: spec.clusterIPs[0]: Invalid value: [\"10.96.0.9\"]: may not change once set",
                message(world.merge(SERVICES + "/a", "{'spec':{'clusterIP':'10.96.0.9'}}")));
        assertEquals(address, Json.text(World.body(world.get(SERVICES + "/a")), "spec", "clusterIP"));
        assertEquals("422 Service \"a\" is invalid: status.loadBalancer.ingress[0].ip: Invalid value: \"192.0.2.300\": must be a valid IP "
                + "address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
                message(world.merge(SERVICES + "/a/status", "{'status':{'loadBalancer':{'ingress':[{'ip':'192.0.2.300'}]}}}")));
    }
}
