package metallb.adapters.kubernetes.official;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServicePort;
import io.kubernetes.client.openapi.models.V1ServiceSpec;
import java.util.Map;

/**
 * A Service as a user creates it, and what a server makes of it.
 *
 * @param ports the spec's, JSON objects; {@code managers}: the entries of managedFields, likewise
 */
record Web(String version, String labels, String ports, String status, String managers) {
    static final String PORT = "{\"port\":80,\"protocol\":\"TCP\",\"targetPort\":80}";
    /** Who created it. */
    static final String CREATOR = """
            {"manager":"test","operation":"Update","apiVersion":"v1","time":"2026-11-01T10:00:00Z","fieldsType":"FieldsV1","fieldsV1":
             {"f:metadata":{"f:labels":{".":{},"f:app":{}}},
              "f:spec":{"f:allocateLoadBalancerNodePorts":{},"f:clusterIP":{},"f:clusterIPs":{},"f:externalTrafficPolicy":{},
               "f:internalTrafficPolicy":{},"f:ports":{".":{},"k:{\\"port\\":80,\\"protocol\\":\\"TCP\\"}":{".":{},"f:port":{},
               "f:protocol":{},"f:targetPort":{}}},"f:selector":{},"f:sessionAffinity":{},"f:type":{}}}}""";
    /** The first thing that happens to the cluster. */
    static final Web CREATED = new Web("5", "{\"app\":\"web\"}", PORT, "{\"loadBalancer\":{}}", CREATOR);

    /** {@code IntOrString} is not named: it has annotations of Jackson 2, which is left out, and javac says so. */
    static V1Service wish() {
        return new V1Service().apiVersion("v1").kind("Service")
                .metadata(new V1ObjectMeta().name("web").putLabelsItem("app", "web"))
                .spec(new V1ServiceSpec().type("LoadBalancer").allocateLoadBalancerNodePorts(false).clusterIP("10.96.0.80")
                        .selector(Map.of("app", "web")).addPortsItem(new V1ServicePort().port(80)));
    }

    Web at(String later) {
        return new Web(later, labels, ports, status, managers);
    }

    Web labelled(String others) {
        return new Web(version, others, ports, status, managers);
    }

    Web withPorts(String others) {
        return new Web(version, labels, others, status, managers);
    }

    Web showing(String address) {
        return new Web(version, labels, ports, "{\"loadBalancer\":{\"ingress\":[{\"ip\":\"" + address + "\",\"ipMode\":\"VIP\"}]}}", managers);
    }

    Web managed(String others) {
        return new Web(version, labels, ports, status, others);
    }

    /** The whole of it, as a watch or a read shows it. */
    V1Service model() {
        return OfficialClient.model("""
                {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"default","resourceVersion":"%s",
                 "uid":"e099ec6c-d736-4ca5-85e7-bb0f12278575","creationTimestamp":"2026-11-01T10:00:00Z","labels":%s,
                 "managedFields":[%s]},
                 "spec":{"type":"LoadBalancer","allocateLoadBalancerNodePorts":false,"clusterIP":"10.96.0.80","clusterIPs":["10.96.0.80"],
                  "selector":{"app":"web"},"externalTrafficPolicy":"Cluster","internalTrafficPolicy":"Cluster","ipFamilies":["IPv4"],
                  "ipFamilyPolicy":"SingleStack","sessionAffinity":"None","ports":[%s]},
                 "status":%s}""".formatted(version, labels, managers, ports, status), V1Service.class);
    }
}
