package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.World.SERVICES;
import static metallb.adapters.support.apistore.World.message;
import static metallb.adapters.support.apistore.World.service;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server refuses in a Service, in its own words. */
class ServiceValidationTest {
    private static final String ADDRESS = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";

    private final World world = new World();

    private static String refusal(String why) {
        return "422 Service \"a\" is invalid: " + why.replace("ADDRESS", ADDRESS).replace("SUBDOMAIN", Invalid.SUBDOMAIN)
                .replace("VALUE", Invalid.VALUE).replace("KEY", Invalid.KEY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'ip':'192.0.2.300'}                    | status.loadBalancer.ingress[0].ip: Invalid value: "192.0.2.300": ADDRESS
            {'ip':'192.0.2.1','ipMode':'Vip'}       | status.loadBalancer.ingress[0].ipMode: Unsupported value: "Vip": supported values: "Proxy", "VIP"
            {'hostname':'a.example','ipMode':'VIP'} | status.loadBalancer.ingress[0].ipMode: Forbidden: may not be specified when `ip` is not set
            {'hostname':'A_b'}                      | status.loadBalancer.ingress[0].hostname: Invalid value: "A_b": SUBDOMAIN
            {'hostname':'192.0.2.1'}                | status.loadBalancer.ingress[0].hostname: Invalid value: "192.0.2.1": must be a DNS name, not an IP address
            {'ip':'192.0.2.1'},{'ip':'x'}           | status.loadBalancer.ingress[1].ip: Invalid value: "x": ADDRESS
            """)
    void refusesIngressThatIsNone(String ingress, String why) {
        world.post(SERVICES, service("a", ",'type':'LoadBalancer'"));
        assertEquals(refusal(why),
                message(world.merge(SERVICES + "/a/status", "{'status':{'loadBalancer':{'ingress':[" + ingress + "]}}}")));
    }

    @ParameterizedTest
    @CsvSource({"ClusterIP", "NodePort"})
    void refusesIngressOfWhatIsNoLoadBalancer(String type) {
        world.post(SERVICES, service("a", ",'type':'" + type + "'"));
        assertEquals(refusal("status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'"),
                message(world.merge(SERVICES + "/a/status", "{'status':{'loadBalancer':{'ingress':[{'ip':'192.0.2.1'}]}}}")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ,'externalTrafficPolicy':'Local'                    | spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services
            ,'type':'ExternalName'                              | spec.externalName: Required value
            ,'type':'ExternalName','externalName':'A_b'         | spec.externalName: Invalid value: "A_b": SUBDOMAIN
            ,'type':'ExternalName','externalName':'a','clusterIP':'10.96.0.9' | spec.clusterIPs: Forbidden: may not be set for ExternalName services
            ,'type':'ExternalName','externalName':'a','ipFamilyPolicy':'SingleStack' | spec.ipFamilyPolicy: Forbidden: may not be set for ExternalName services
            ,'internalTrafficPolicy':'Some'                     | spec.internalTrafficPolicy: Unsupported value: "Some": supported values: "Cluster", "Local"
            ,'trafficDistribution':'Some'                       | spec.trafficDistribution: Unsupported value: "Some": supported values: "PreferClose", "PreferSameNode", "PreferSameZone"
            ,'sessionAffinityConfig':{'clientIP':{}}            | spec.sessionAffinityConfig: Forbidden: must not be set when session affinity is None
            ,'loadBalancerSourceRanges':['192.0.2.0/24']        | spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'
            ,'type':'LoadBalancer','loadBalancerSourceRanges':['192.0.2.0/24','x'] | spec.LoadBalancerSourceRanges[1]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)
            ,'type':'LoadBalancer','healthCheckNodePort':30001  | spec.healthCheckNodePort: Invalid value: 30001: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'
            ,'type':'LoadBalancer','externalTrafficPolicy':'Local','healthCheckNodePort':70000 | spec.healthCheckNodePort: Invalid value: 70000: must be between 1 and 65535, inclusive
            ,'selector':{'a':'-'}                               | spec.selector: Invalid value: "-": VALUE
            ,'type':'LoadBalancer','loadBalancerClass':'a b'    | spec.loadBalancerClass: Invalid value: "a b": name part KEY
            ,'clusterIP':'x'                                    | spec.clusterIPs[0]: Invalid value: "x": ADDRESS
            ,'clusterIP':'192.0.2.1'                            | spec.clusterIPs: Invalid value: ["192.0.2.1"]: failed to allocate IP 192.0.2.1: the provided IP (192.0.2.1) is not in the valid range. The range of valid IPs is 10.96.0.0/12
            ,'clusterIP':'2001:db8::1'                          | spec.clusterIPs: Invalid value: ["2001:db8::1"]: failed to allocate IP 2001:db8::1: the provided IP (2001:db8::1) is not in the valid range. The range of valid IPs is fd00:10:96::/112
            ,'clusterIPs':['10.96.0.9']                         | spec.clusterIPs: Invalid value: ["10.96.0.9"]: must be empty when `clusterIP` is not specified
            ,'clusterIP':'10.96.0.9','clusterIPs':['10.96.0.8'] | spec.clusterIPs: Invalid value: ["10.96.0.8"]: first value must match `clusterIP`
            ,'clusterIP':'10.96.0.9','clusterIPs':['10.96.0.9','10.96.0.8'] | spec.clusterIPs: Invalid value: ["10.96.0.9","10.96.0.8"]: may specify no more than one IP for each IP family
            ,'clusterIP':'10.96.0.9','ipFamilies':['IPv6']      | spec.clusterIPs[0]: Invalid value: "10.96.0.9": expected an IPv6 value as indicated by `ipFamilies[0]`
            ,'ipFamilies':['IPv5']                              | spec.ipFamilies[0]: Unsupported value: "IPv5": supported values: "IPv4", "IPv6"
            ,'ipFamilies':['IPv4','IPv4']                       | spec.ipFamilies[1]: Duplicate value: "IPv4"
            ,'ipFamilyPolicy':'Dual'                            | spec.ipFamilyPolicy: Unsupported value: "Dual": supported values: "PreferDualStack", "RequireDualStack", "SingleStack"
            """)
    void refusesASpecThatDoesNotAgree(String spec, String why) {
        assertEquals(refusal(why), message(world.post(SERVICES, service("a", spec))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ClusterIP | {'port':80,'nodePort':30080} | spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'
            NodePort  | {'port':80,'nodePort':20}    | spec.ports[0].nodePort: Invalid value: 20: provided port is not in the valid range. The range of valid ports is 30000-32767
            NodePort  | {'name':'a','port':80},{'name':'b','port':81,'nodePort':32768} | spec.ports[1].nodePort: Invalid value: 32768: provided port is not in the valid range. The range of valid ports is 30000-32767
            NodePort  | {'name':'a','port':80,'nodePort':30080},{'name':'b','port':81,'nodePort':30080} | spec.ports[1].nodePort: Duplicate value: 30080
            ClusterIP | {'name':'a','port':80},{'name':'b','port':80,'targetPort':8080} | spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}
            ClusterIP | {'port':80,'appProtocol':'a b'} | spec.ports[0].appProtocol: Invalid value: "a b": name part KEY
            ClusterIP | {'port':80,'targetPort':'-1--2-3-4-5-6-78'} | [spec.ports[0].targetPort: Invalid value: "-1--2-3-4-5-6-78": must be no more than 15 bytes, spec.ports[0].targetPort: Invalid value: "-1--2-3-4-5-6-78": must contain at least one letter (a-z), spec.ports[0].targetPort: Invalid value: "-1--2-3-4-5-6-78": must not contain consecutive hyphens, spec.ports[0].targetPort: Invalid value: "-1--2-3-4-5-6-78": must not begin or end with a hyphen]
            ClusterIP | {'port':80,'targetPort':'a_'} | spec.ports[0].targetPort: Invalid value: "a_": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)
            ClusterIP | {'name':'a','port':80},{'name':'a','port':81} | spec.ports[1].name: Duplicate value: "a"
            """)
    void refusesPortsThatCannotBe(String type, String ports, String why) {
        assertEquals(refusal(why), message(world.post(SERVICES,
                "{'metadata':{'name':'a'},'spec':{'type':'" + type + "','ports':[" + ports + "]}}")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'healthCheckNodePort':30002}                                     | spec.healthCheckNodePort: Forbidden: field is immutable
            {'type':'ClusterIP','externalTrafficPolicy':'Cluster'}            | spec.externalTrafficPolicy: Invalid value: "Cluster": may only be set for externally-accessible services
            {'type':'ClusterIP','ports':[{'port':80,'nodePort':30009}]}       | spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'
            {'type':'ClusterIP','loadBalancerSourceRanges':['192.0.2.0/24']}  | spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'
            {'type':'ExternalName'}                                           | spec.externalName: Required value
            """)
    void refusesAChangeThatCannotBe(String change, String why) {
        world.post(SERVICES, service("a", ",'type':'LoadBalancer','externalTrafficPolicy':'Local','healthCheckNodePort':30001"));
        assertEquals(refusal(why), message(world.merge(SERVICES + "/a", "{'spec':" + change + "}")));
    }
}
