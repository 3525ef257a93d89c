package metallb.bootstrap.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * What happens in the demo, step by step. Every step asks the API or the routers, never our own processes' opinion, and
 * comes true or does not.
 */
final class Story {
    private static final String SERVICES = "/api/v1/namespaces/default/services/";
    private static final String SLICES = "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/";

    private final Stage stage;
    private final Teller teller;
    private boolean allTrue = true;

    Story(Stage stage, Teller teller) {
        this.stage = stage;
        this.teller = teller;
    }

    /** Tells it all; whether every step came true. */
    boolean tell() throws IOException, InterruptedException {
        configuration();
        addresses();
        sessions();
        routes();
        anEndpointMoves();
        aServiceGoes();
        return allTrue;
    }

    private void configuration() throws IOException, InterruptedException {
        teller.chapter("The usage page's first sample is applied, its peers replaced by the two routers");
        Sample sample = Sample.with(stage.routers());
        sample.removed().forEach(line -> teller.line("-" + line));
        sample.added().forEach(line -> teller.line("+" + line));
        stage.api().apply("/api/v1/namespaces/metallb-system/configmaps/config", sample.manifest());
        step("the controller accepted it and wrote it to metallb-system/config-accepted",
                () -> stage.api().get("/api/v1/namespaces/metallb-system/configmaps/config-accepted"),
                accepted -> sample.manifest().contains(indented(accepted.path("data").path("config").asString("?"))));
    }

    private static String indented(String text) {
        return "  config: |\n    " + text.strip().replace("\n", "\n    ");
    }

    private void addresses() throws IOException, InterruptedException {
        teller.chapter("Two services of type LoadBalancer appear: nginx (Cluster) and nginx-local (Local)");
        service("nginx", "Cluster");
        endpoints("nginx", List.of("node-a", "node-b"));
        service("nginx-local", "Local");
        endpoints("nginx-local", List.of("node-b"));
        address("nginx", "192.168.10.0");
        address("nginx-local", "192.168.10.1");
        step("kubectl describe tells it", () -> eventsOf("nginx"),
                events -> events.contains("IPAllocated: Assigned IP \"192.168.10.0\""));
    }

    private void address(String name, String wanted) {
        step(name + " has the address " + wanted,
                () -> stage.api().get(SERVICES + name)
                        .path("status").path("loadBalancer").path("ingress").path(0).path("ip").asString("<pending>"),
                wanted::equals);
    }

    private void sessions() {
        teller.chapter("Every speaker holds a session with every router");
        for (int router = 0; router < stage.routers().size(); router++) {
            int number = router;
            step(name(router) + " has three sessions established", () -> establishedSessions(number),
                    established -> established.size() == 3);
        }
    }

    private List<String> establishedSessions(int router) throws IOException, InterruptedException {
        List<String> established = new ArrayList<>();
        for (JsonNode row : stage.router(router).get("/api/v1/sessions").path("sessions")) {
            if (row.path("state").asString("").equals("Established")) {
                established.add(row.path("peer").asString(""));
            }
        }
        return established;
    }

    private void routes() throws IOException, InterruptedException {
        teller.chapter("The routers know the way");
        both("a Cluster service comes from every node", "192.168.10.0/32", List.of("node-a", "node-b", "node-c"));
        both("a Local service from the node with its endpoint", "192.168.10.1/32", List.of("node-b"));
        step("kubectl describe tells from where", () -> eventsOf("nginx"),
                events -> events.contains("nodeAssigned: announcing from node \"node-a\" with protocol \"bgp\""));
        for (int router = 0; router < stage.routers().size(); router++) {
            teller.line(name(router));
            teller.lines(table(router));
        }
    }

    private void anEndpointMoves() throws IOException, InterruptedException {
        teller.chapter("The endpoint of nginx-local moves from node-b to node-c");
        endpoints("nginx-local", List.of("node-c"));
        both("its route follows", "192.168.10.1/32", List.of("node-c"));
    }

    private void aServiceGoes() throws IOException, InterruptedException {
        teller.chapter("nginx-local is deleted");
        stage.api().delete(SERVICES + "nginx-local");
        stage.api().delete(SLICES + "nginx-local-1");
        both("its route is withdrawn", "192.168.10.1/32", List.of());
        both("nginx is not touched", "192.168.10.0/32", List.of("node-a", "node-b", "node-c"));
    }

    /** Both routers have the prefix over exactly these nodes. */
    private void both(String text, String prefix, List<String> nodes) {
        for (int router = 0; router < stage.routers().size(); router++) {
            int number = router;
            step(text + ": " + name(router) + " has " + prefix + (nodes.isEmpty() ? " no more" : " over " + String.join(", ", nodes)),
                    () -> nodesOf(number, prefix), new TreeSet<>(nodes)::equals);
        }
    }

    /** The nodes that a router's paths to a prefix lead to, by their next hops. */
    private TreeSet<String> nodesOf(int router, String prefix) throws IOException, InterruptedException {
        TreeSet<String> nodes = new TreeSet<>();
        for (JsonNode row : stage.router(router).get("/api/v1/routes?limit=1000").path("routes")) {
            if (row.path("prefix").asString("").equals(prefix)) {
                for (JsonNode path : row.path("paths")) {
                    nodes.add(stage.nodeOf(path.path("nextHop").asString("")));
                }
            }
        }
        return nodes;
    }

    private List<String> table(int router) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (JsonNode row : stage.router(router).get("/api/v1/routes?limit=1000").path("routes")) {
            for (JsonNode path : row.path("paths")) {
                List<String> communities = new ArrayList<>();
                path.path("communities").forEach(community -> communities.add(community.asString("")));
                String nextHop = path.path("nextHop").asString("");
                lines.add(String.format("  %-18s via %-12s %-7s AS path %-4s communities %s",
                        row.path("prefix").asString(""), nextHop, "(" + stage.nodeOf(nextHop) + ")",
                        path.path("asPath").asString(""),
                        communities.isEmpty() ? "none" : String.join(" ", communities)));
            }
        }
        return lines;
    }

    private TreeSet<String> eventsOf(String service) throws IOException, InterruptedException {
        TreeMap<String, String> notes = new TreeMap<>();
        for (JsonNode event : stage.api().get("/api/v1/namespaces/default/events").path("items")) {
            if (event.path("involvedObject").path("name").asString("").equals(service)) {
                notes.put(event.path("reason").asString("") + ": " + event.path("message").asString(""), "");
            }
        }
        return new TreeSet<>(notes.keySet());
    }

    private void service(String name, String policy) throws IOException, InterruptedException {
        stage.api().apply(SERVICES + name, """
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
    private void endpoints(String service, List<String> nodes) throws IOException, InterruptedException {
        List<String> endpoints = new ArrayList<>();
        for (String node : nodes) {
            endpoints.add("{addresses: [10.244.0.%d], nodeName: %s, conditions: {ready: true}}"
                    .formatted(endpoints.size() + 1, node));
        }
        stage.api().apply(SLICES + service + "-1", """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: %1$s-1, namespace: default, labels: {kubernetes.io/service-name: %1$s}}
                addressType: IPv4
                ports: [{port: 80}]
                endpoints: [%2$s]
                """.formatted(service, String.join(", ", endpoints)));
    }

    private <T> void step(String text, Waiting.Question<T> question, Predicate<T> wanted) {
        Waiting.Outcome<T> outcome = Waiting.DEFAULT.until(question, wanted);
        if (outcome.held()) {
            teller.cameTrue(text, outcome.after());
        } else {
            teller.failed(text, outcome.after(), outcome.seen());
            allTrue = false;
        }
    }

    private static String name(int router) {
        return "router-" + (router + 1);
    }
}
