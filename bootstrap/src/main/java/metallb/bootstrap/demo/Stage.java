package metallb.bootstrap.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.adapters.devcluster.DevCluster;
import metallb.bootstrap.process.AddressPortConverter;
import metallb.domain.net.AddressPort;

/**
 * Everything that the demo consists of: the embedded cluster in this process; two routers, a controller and three
 * speakers as processes of their own. Closing it ends them all.
 */
final class Stage implements AutoCloseable {
    private static final int ROUTERS = 2;

    private final Path directory;
    private final DevCluster cluster;
    private final Path kubeconfig;
    private final Rest api;
    private final List<Child> children = new ArrayList<>();
    private final List<AddressPort> routers = new ArrayList<>();
    private final List<Rest> routerViews = new ArrayList<>();
    private final Map<String, String> nodesByAddress = new LinkedHashMap<>();

    private Stage(Path directory, DevCluster cluster) throws IOException {
        this.directory = directory;
        this.cluster = cluster;
        this.kubeconfig = Files.writeString(directory.resolve("kubeconfig"), cluster.kubeconfig());
        this.api = new Rest(cluster.url());
        nodesByAddress.put("127.0.0.11", "node-a");
        nodesByAddress.put("127.0.0.12", "node-b");
        nodesByAddress.put("127.0.0.13", "node-c");
    }

    /** Starts it all; on a failure nothing is left running. */
    static Stage open() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("metallb-demo-");
        Stage stage = new Stage(directory, DevCluster.start(InetAddress.getLoopbackAddress(), 0));
        try {
            stage.furnish();
            stage.startRouters();
            stage.startController();
            for (Map.Entry<String, String> node : stage.nodesByAddress.entrySet()) {
                stage.startSpeaker(node.getValue(), node.getKey());
            }
            return stage;
        } catch (IOException | InterruptedException | RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    Rest api() {
        return api;
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    Path directory() {
        return directory;
    }

    List<Child> children() {
        return List.copyOf(children);
    }

    /** Where the routers wait for BGP. */
    List<AddressPort> routers() {
        return List.copyOf(routers);
    }

    /** A router's HTTP. */
    Rest router(int number) {
        return routerViews.get(number);
    }

    /** The node that speaks from an address; the address itself where it is none of ours. */
    String nodeOf(String address) {
        return nodesByAddress.getOrDefault(address, address);
    }

    /** What an installation brings: the nodes, and the accepted copy without data. */
    private void furnish() throws IOException, InterruptedException {
        for (Map.Entry<String, String> node : nodesByAddress.entrySet()) {
            api.apply("/api/v1/nodes/" + node.getValue(),
                    "{apiVersion: v1, kind: Node, metadata: {name: " + node.getValue() + "}}");
            api.apply("/api/v1/nodes/" + node.getValue() + "/status", "{apiVersion: v1, kind: Node, metadata: {name: "
                    + node.getValue() + "}, status: {conditions: [{type: Ready, status: 'True'}]}}");
        }
        api.apply("/api/v1/namespaces/metallb-system/configmaps/config-accepted",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: config-accepted, namespace: metallb-system}}");
    }

    private void startRouters() throws IOException {
        List<Child> started = new ArrayList<>();
        for (int i = 1; i <= ROUTERS; i++) {
            started.add(start("router-" + i, List.of("router", "--asn", "100", "--router-id", "10.0.0." + i,
                    "--listen", "127.0.0.1:0", "--port", "0")));
        }
        for (Child router : started) {
            routers.add(new AddressPortConverter().convert(listening(router, "bgpListening")));
            routerViews.add(new Rest("http://" + listening(router, "httpListening")));
        }
    }

    private void startController() throws IOException {
        start("controller", List.of("controller", "--kubeconfig", kubeconfig.toString(), "--port", "0"));
    }

    private void startSpeaker(String node, String address) throws IOException {
        start("speaker-" + node, List.of("speaker", "--kubeconfig", kubeconfig.toString(), "--node-name", node,
                "--node-ip", address, "--source-address", address, "--port", "0"));
    }

    private Child start(String name, List<String> arguments) throws IOException {
        Child child = Child.start(directory, name, arguments);
        children.add(child);
        return child;
    }

    /** Where a child says that it listens. */
    private static String listening(Child child, String event) throws IOException {
        Waiting.Outcome<Optional<String>> outcome =
                Waiting.DEFAULT.until(() -> child.subjectOf(event), Optional::isPresent);
        if (!outcome.held()) {
            throw new IOException(child.name() + " did not say where it listens: " + outcome.seen()
                    + "; its log is " + child.log());
        }
        return outcome.value().orElseThrow();
    }

    @Override
    public void close() {
        for (Child child : children.reversed()) {
            child.close();
        }
        cluster.close();
    }
}
