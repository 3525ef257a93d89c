package metallb.bootstrap.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What is written to and read from the embedded cluster, as an operator and a user of the cluster would. */
record ClusterView(Rest rest) {
    private static final String SERVICES = "/api/v1/namespaces/default/services/";
    private static final String SLICES = "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/";
    private static final String CONFIG_MAPS = "/api/v1/namespaces/metallb-system/configmaps/";

    /** What an installation brings: the nodes, and the accepted copy without data. */
    void furnish(Collection<String> nodes) throws IOException, InterruptedException {
        for (String node : nodes) {
            rest.apply("/api/v1/nodes/" + node, "{apiVersion: v1, kind: Node, metadata: {name: " + node + "}}");
            rest.apply("/api/v1/nodes/" + node + "/status", "{apiVersion: v1, kind: Node, metadata: {name: "
                    + node + "}, status: {conditions: [{type: Ready, status: 'True'}]}}");
        }
        rest.apply(CONFIG_MAPS + "config-accepted",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: config-accepted, namespace: metallb-system}}");
    }

    void configure(String manifest) throws IOException, InterruptedException {
        rest.apply(CONFIG_MAPS + "config", manifest);
    }

    /** The text in the accepted copy; a question mark where there is none. */
    String accepted() throws IOException, InterruptedException {
        return rest.get(CONFIG_MAPS + "config-accepted").path("data").path("config").asString("?");
    }

    void service(String name, String policy) throws IOException, InterruptedException {
        rest.apply(SERVICES + name, """
                apiVersion: v1
                kind: Service
                metadata: {name: %1$s, namespace: default}
                spec:
                  type: LoadBalancer
                  externalTrafficPolicy: %2$s
                  selector: {app: %1$s}
                  ports: [{port: 80}]
                """.formatted(name, policy));
    }

    /** One ready endpoint on each of the nodes. */
    void endpoints(String service, List<String> nodes) throws IOException, InterruptedException {
        List<String> endpoints = new ArrayList<>();
        for (String node : nodes) {
            endpoints.add("{addresses: [10.244.0.%d], nodeName: %s, conditions: {ready: true}}"
                    .formatted(endpoints.size() + 1, node));
        }
        rest.apply(SLICES + service + "-1", """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: %1$s-1, namespace: default, labels: {kubernetes.io/service-name: %1$s}}
                addressType: IPv4
                ports: [{port: 80}]
                endpoints: [%2$s]
                """.formatted(service, String.join(", ", endpoints)));
    }

    /** The service with its endpoints. */
    void delete(String service) throws IOException, InterruptedException {
        rest.delete(SERVICES + service);
        rest.delete(SLICES + service + "-1");
    }

    String addressOf(String service) throws IOException, InterruptedException {
        return rest.get(SERVICES + service)
                .path("status").path("loadBalancer").path("ingress").path(0).path("ip").asString("<pending>");
    }

    /** Reason and message of every event of a service, sorted. */
    List<String> eventsOf(String service) throws IOException, InterruptedException {
        TreeSet<String> told = new TreeSet<>();
        for (JsonNode event : rest.get("/api/v1/namespaces/default/events").path("items")) {
            if (event.path("involvedObject").path("name").asString("").equals(service)) {
                told.add(event.path("reason").asString("") + ": " + event.path("message").asString(""));
            }
        }
        return List.copyOf(told);
    }
}
