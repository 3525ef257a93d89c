package metallb.bootstrap.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
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
 * speakers as processes of their own. Closing it ends them all, from whichever thread.
 */
final class Stage implements AutoCloseable {
    private static final int ROUTERS = 2;
    /** A daemon's own bound for its farewell is 5 s. */
    private static final Duration GOODBYE = Duration.ofSeconds(7);

    private final DemoDirectory directory;
    private final Waiting waiting;
    private final DevCluster cluster;
    private final ClusterView api;
    private final List<Child> children = new ArrayList<>();
    private final List<AddressPort> routers = new ArrayList<>();
    private final List<RouterView> views = new ArrayList<>();
    private final Map<String, String> nodesByAddress = new LinkedHashMap<>();
    private Path kubeconfig;
    private boolean closed;

    private Stage(DemoDirectory directory, DevCluster cluster, Waiting waiting) {
        this.directory = directory;
        this.waiting = waiting;
        this.cluster = cluster;
        this.api = new ClusterView(new Rest("the embedded cluster", cluster.url()));
        nodesByAddress.put("127.0.0.11", "node-a");
        nodesByAddress.put("127.0.0.12", "node-b");
        nodesByAddress.put("127.0.0.13", "node-c");
    }

    /** One with the embedded cluster only. */
    static Stage open(Waiting waiting) throws IOException {
        DemoDirectory directory = DemoDirectory.create();
        try {
            return new Stage(directory, DevCluster.start(InetAddress.getLoopbackAddress(), 0), waiting);
        } catch (UncheckedIOException e) {
            directory.remove();
            throw new IOException("the embedded cluster: " + e.getMessage() + ": " + e.getCause().getMessage(), e);
        }
    }

    /** Starts all the rest. */
    void set() throws IOException, InterruptedException {
        kubeconfig = directory.write("kubeconfig", cluster.kubeconfig());
        api.furnish(nodesByAddress.values());
        startRouters();
        startController();
        for (Map.Entry<String, String> node : nodesByAddress.entrySet()) {
            startSpeaker(node.getValue(), node.getKey());
        }
    }

    ClusterView api() {
        return api;
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    DemoDirectory directory() {
        return directory;
    }

    synchronized List<Child> children() {
        return List.copyOf(children);
    }

    /** The first of its processes that is no more, though nobody asked it to end. */
    Optional<String> loss() {
        return children().stream().map(Child::death).flatMap(Optional::stream).findFirst();
    }

    /** Where the routers wait for BGP. */
    List<AddressPort> routers() {
        return List.copyOf(routers);
    }

    /** What the routers see. */
    List<RouterView> views() {
        return List.copyOf(views);
    }

    private void startRouters() throws IOException {
        List<Child> started = new ArrayList<>();
        for (int i = 1; i <= ROUTERS; i++) {
            started.add(start("router-" + i, List.of("router", "--asn", "100", "--router-id", "10.0.0." + i,
                    "--listen", "127.0.0.1:0", "--port", "0")));
        }
        for (Child router : started) {
            routers.add(new AddressPortConverter().convert(listening(router, "bgpListening")));
            views.add(new RouterView(new Rest(router.name(), "http://" + listening(router, "httpListening")),
                    nodesByAddress));
        }
    }

    private void startController() throws IOException {
        start("controller", List.of("controller", "--kubeconfig", kubeconfig.toString(), "--port", "0"));
    }

    private void startSpeaker(String node, String address) throws IOException {
        start("speaker-" + node, List.of("speaker", "--kubeconfig", kubeconfig.toString(), "--node-name", node,
                "--node-ip", address, "--source-address", address, "--port", "0"));
    }

    private synchronized Child start(String name, List<String> arguments) throws IOException {
        if (closed) {
            throw new IOException(name + " was not started, since the demo is ending");
        }
        Child child = Child.start(directory.path(), name, arguments);
        children.add(child);
        return child;
    }

    /** Where a child says that it listens. */
    private String listening(Child child, String event) throws IOException {
        return switch (waiting.until(() -> child.subjectOf(event), Optional::isPresent, () -> loss().or(directory::trouble))) {
            case Waiting.Outcome.CameTrue<Optional<String>>(Optional<String> where, _) -> where.orElseThrow();
            case Waiting.Outcome.Hopeless<Optional<String>>(String why, _) -> throw new IOException(why);
            case Waiting.Outcome.Missed<Optional<String>>(String seen, Duration after) -> throw new IOException(child.name()
                    + " did not say where it listens in " + after.toSeconds() + " s; seen: " + seen + "; its log is " + child.log());
        };
    }

    @Override
    public void close() {
        List<Child> ending;
        synchronized (this) {
            closed = true;
            ending = children();
        }
        ending.forEach(Child::askToEnd);
        long deadline = System.nanoTime() + GOODBYE.toNanos();
        for (Child child : ending) {
            child.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        cluster.close();
    }
}
