package metallb.acceptance.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import metallb.adapters.devcluster.DevCluster;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.WatchRequest;
import metallb.adapters.support.apistore.WriteOptions;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;

/**
 * How long a controller takes to give that many pending services their addresses, beside a bare loop that writes the same
 * status patches with the same client and concurrency: each a fresh process against a fresh embedded cluster, timed from the
 * first address that the server stored to the last one. The events that the controller tells meanwhile are counted as they
 * come. {@code acceptance/bench/assign [SERVICES [ROUNDS]]} runs it and fails over the goal.
 */
public final class AssignFigures {
    private static final double GOAL = 1.3;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final WriteOptions BY = WriteOptions.by("kubectl");

    private final int services;
    private final Path directory;

    private AssignFigures(int services, Path directory) {
        this.services = services;
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        int services = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        if (services < 1 || rounds < 1) {
            System.err.println("bench: " + services + " services, " + rounds + " rounds; expected one of each at least");
            System.exit(64);
        }
        var figures = new AssignFigures(services, Files.createTempDirectory("metallb-assign"));
        System.out.printf(Locale.ROOT, "%d pending services, from the first address stored to the last one%n", services);
        List<Figure> controllers = new ArrayList<>();
        List<Figure> loops = new ArrayList<>();
        // one round more: in the first the server's JVM compiles
        for (int round = 0; round <= rounds; round++) {
            Figure loop = figures.run(figures.bareLoop());
            Figure controller = figures.run(figures.controller());
            System.out.printf(Locale.ROOT, "%-8s bare loop %7.0f ms (%5.0f ms of processor), controller %7.0f ms (%5.0f ms),"
                    + " %d events, %d in the busiest second%n", round == 0 ? "warm-up" : "round " + round, loop.wall,
                    loop.processor, controller.wall, controller.processor, controller.events.size(), controller.busiestSecond());
            if (round > 0) {
                loops.add(loop);
                controllers.add(controller);
            }
        }
        double ratio = median(controllers) / median(loops);
        System.out.printf(Locale.ROOT, "medians: %.0f ms / %.0f ms, ratio %.2f   goal <= %.1f%n", median(controllers), median(loops),
                ratio, GOAL);
        System.exit(ratio <= GOAL ? 0 : 1);
    }

    private static double median(List<Figure> figures) {
        double[] sorted = figures.stream().mapToDouble(Figure::wall).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /**
     * @param processor what the process needed in all, its start included
     * @param events when each was stored, created or counted up, in nanoseconds
     */
    private record Figure(double wall, double processor, List<Long> events) {
        long busiestSecond() {
            return events.stream().mapToLong(from -> events.stream().filter(at -> at >= from && at - from < 1_000_000_000L).count())
                    .max().orElse(0);
        }
    }

    private List<String> bareLoop() {
        String own = Path.of(System.getProperty("metallb.bench.sources")).resolve("BareStatusLoop.java").toString();
        Path options = Path.of(System.getProperty("metallb.bench.launcher")).resolveSibling("jvm.options");
        return List.of(ProcessHandle.current().info().command().orElseThrow(), "@" + options, "-cp",
                System.getProperty("java.class.path"), own, kubeconfig());
    }

    private List<String> controller() {
        return List.of(System.getProperty("metallb.bench.launcher"), "controller", "--kubeconfig=" + kubeconfig(), "--port=0");
    }

    private String kubeconfig() {
        return directory.resolve("kubeconfig").toString();
    }

    private Figure run(List<String> command) throws IOException, InterruptedException {
        try (DevCluster cluster = DevCluster.start(InetAddress.getLoopbackAddress(), 0)) {
            Files.writeString(Path.of(kubeconfig()), cluster.kubeconfig());
            fill(cluster);
            Assigned assigned = new Assigned();
            cluster.call(store -> store.watch(WatchRequest.of(Resources.SERVICES, "default"), event -> assigned.see(event.object())));
            List<Long> events = Collections.synchronizedList(new ArrayList<>());
            cluster.call(store -> store.watch(WatchRequest.of(Resources.EVENTS, "default"), _ -> events.add(System.nanoTime())));
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(new File(directory.toFile(), "log")).start();
            try {
                if (!assigned.all.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IOException("not all have an address after " + LIMIT + ":\n"
                            + Files.readString(directory.resolve("log")));
                }
                Duration processor = process.info().totalCpuDuration().orElse(Duration.ZERO);
                return new Figure((assigned.last - assigned.first) / 1e6, processor.toNanos() / 1e6, List.copyOf(events));
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private void fill(DevCluster cluster) {
        cluster.call(store -> store.create(Resources.CONFIG_MAPS, "metallb-system", """
                {"metadata":{"name":"config"},"data":{"config":"address-pools:\\n- {name: a, protocol: bgp, addresses: [10.0.0.0/8]}"}}
                """, BY, Instant.now()).orThrow());
        cluster.call(store -> store.create(Resources.CONFIG_MAPS, "metallb-system", "{\"metadata\":{\"name\":\"config-accepted\"}}",
                BY, Instant.now()).orThrow());
        for (int i = 0; i < services; i++) {
            String name = "svc-" + i;
            cluster.call(store -> store.create(Resources.SERVICES, "default", "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{"
                    + "\"type\":\"LoadBalancer\",\"allocateLoadBalancerNodePorts\":false,\"selector\":{\"app\":\"" + name + "\"},"
                    + "\"ports\":[{\"port\":80}]}}", BY, Instant.now()).orThrow());
        }
    }

    /** Sees each service's first address, in the store itself. */
    private final class Assigned {
        private final Set<String> names = new HashSet<>();
        private final CountDownLatch all = new CountDownLatch(1);
        private long first;
        private volatile long last;

        void see(JsonNode service) {
            if (Json.list(service, "status", "loadBalancer", "ingress").isEmpty()
                    || !names.add(Json.text(service, "metadata", "name"))) {
                return;
            }
            long now = System.nanoTime();
            if (names.size() == 1) {
                first = now;
            }
            if (names.size() == services) {
                last = now;
                all.countDown();
            }
        }
    }
}
