package metallb.acceptance.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import metallb.adapters.devcluster.DevCluster;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.ListOptions;
import metallb.adapters.support.apistore.PatchType;
import metallb.adapters.support.apistore.Request;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.WatchRequest;
import metallb.adapters.support.apistore.WriteOptions;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the embedded cluster costs with many services: create, list, change, with and without watchers, in the store and over
 * HTTP. Each figure stands beside that of a bare loop of the same run that does the least that must be done, since only their
 * ratio carries from one machine to another. Nothing is asserted. {@code acceptance/bench/cluster [SERVICES]} runs it.
 */
public final class ClusterFigures {
    private static final int WATCHERS = 16;
    private static final int CLIENTS = 4;
    private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final WriteOptions BY = WriteOptions.by("bench");

    private final int services;

    private ClusterFigures(int services) {
        this.services = services;
    }

    public static void main(String[] arguments) throws Exception {
        var figures = new ClusterFigures(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000);
        System.out.printf(Locale.ROOT, "%d services, %d watchers, %d processors, Java %s%n", figures.services, WATCHERS,
                Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
        // twice: the first round lets the JVM compile
        System.out.println("-- first round, the JVM cold");
        figures.store();
        System.out.println("-- second round");
        figures.store();
        figures.http();
    }

    private static String service(int i) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"svc-" + i + "\",\"labels\":{\"app\":\"a" + i
                + "\"}},\"spec\":{\"type\":\"LoadBalancer\",\"allocateLoadBalancerNodePorts\":false,\"selector\":{\"app\":\"a" + i
                + "\"},\"ports\":[{\"port\":80}]}}";
    }

    /** A moment by the clock and by the processors' time that this process had: the second does not count what others took. */
    private record Mark(long wall, long processor) {
        static Mark now() {
            return new Mark(System.nanoTime(), SYSTEM.getProcessCpuTime());
        }
    }

    /** Prints and gives back the processor's microseconds a service; {@code bare}: those of the bare loop, 0 for none. */
    private double line(String what, Mark begin, double bare) {
        Mark end = Mark.now();
        double micros = (end.processor() - begin.processor()) / 1e3 / services;
        System.out.printf(Locale.ROOT, "%-46s %7d ms, processor %7d ms, %7.1f us a service%s%n", what,
                (end.wall() - begin.wall()) / 1_000_000, (end.processor() - begin.processor()) / 1_000_000, micros,
                bare > 0 ? String.format(Locale.ROOT, ", %.1f times bare", micros / bare) : "");
        return micros;
    }

    private void store() {
        Mark begin = Mark.now();
        Map<String, ObjectNode> bareStore = new TreeMap<>();
        for (int i = 0; i < services; i++) {
            ObjectNode object = Json.object(service(i));
            bareStore.put("default/svc-" + i, object.deepCopy());
            object.toString();
        }
        double bare = line("bare: parse, copy, keep, write", begin, 0);
        for (int watchers : new int[] {0, 1, WATCHERS}) {
            storeWith(watchers, bare);
        }
    }

    private void storeWith(int watchers, double bare) {
        long before = usedBytes();
        var store = new ApiStore(1);
        store.create(Resources.NAMESPACES, "", "{\"metadata\":{\"name\":\"default\"}}", BY, Instant.EPOCH).orThrow();
        long[] sent = {0};
        for (int i = 0; i < watchers; i++) {
            store.watch(new WatchRequest(Target.collection(Resources.SERVICES, ""), ListOptions.ALL, false, false),
                    event -> sent[0] += event.line().length);
        }
        Mark begin = Mark.now();
        for (int i = 0; i < services; i++) {
            store.create(Resources.SERVICES, "default", service(i), BY, Instant.EPOCH).orThrow();
        }
        line("store: create, " + watchers + " watchers", begin, bare);
        long held = usedBytes() - before;
        begin = Mark.now();
        for (int i = 0; i < services; i++) {
            store.patch(Target.object(Resources.SERVICES, "default", "svc-" + i).status(), PatchType.MERGE,
                    "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"192.0.2.1\"}]}}}", BY, Instant.EPOCH).orThrow();
        }
        line("store: patch of status, " + watchers + " watchers", begin, bare);
        if (watchers == 0) {
            begin = Mark.now();
            String list = store.handle(Request.get("/api/v1/services", Instant.EPOCH)).body();
            line("store: list, " + list.length() / 1024 + " KiB", begin, bare);
            System.out.printf(Locale.ROOT, "memory: %d bytes a service with its place in the history; %d as JSON%n", held / services,
                    list.length() / services);
        }
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void http() throws Exception {
        double bare = bareHttp();
        try (DevCluster cluster = DevCluster.start(InetAddress.getLoopbackAddress(), 0);
                var threads = Executors.newVirtualThreadPerTaskExecutor(); HttpClient client = HttpClient.newHttpClient()) {
            URI all = URI.create(cluster.url() + "/api/v1/namespaces/default/services");
            Mark begin = Mark.now();
            posts(client, all);
            line("HTTP: create, 0 watchers", begin, bare);
            begin = Mark.now();
            int length = client.send(HttpRequest.newBuilder(all).build(), HttpResponse.BodyHandlers.ofString()).body().length();
            line("HTTP: list, " + length / 1024 + " KiB", begin, 0);
            client.send(HttpRequest.newBuilder(all).DELETE().build(), HttpResponse.BodyHandlers.discarding());
            String from = cluster.call(ApiStore::resourceVersion);
            var ready = new CountDownLatch(WATCHERS);
            List<Future<Long>> watchers = new ArrayList<>();
            for (int i = 0; i < WATCHERS; i++) {
                watchers.add(threads.submit(watcher(client, URI.create(all + "?watch=true&resourceVersion=" + from), ready)));
            }
            ready.await();
            begin = Mark.now();
            posts(client, all);
            for (Future<Long> watcher : watchers) {
                watcher.get();
            }
            line("HTTP: create, until " + WATCHERS + " watchers saw all", begin, bare);
        }
    }

    private Callable<Long> watcher(HttpClient client, URI from, CountDownLatch ready) {
        return () -> {
            var answer = client.send(HttpRequest.newBuilder(from).build(), HttpResponse.BodyHandlers.ofInputStream());
            ready.countDown();
            try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                long seen = 0;
                while (seen < services && lines.readLine() != null) {
                    seen++;
                }
                return seen;
            }
        };
    }

    /** A server of the JDK that reads the body and sends it back. */
    private double bareHttp() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor(); HttpClient client = HttpClient.newHttpClient()) {
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                try (exchange) {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(201, body.length);
                    exchange.getResponseBody().write(body);
                }
            });
            server.start();
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            posts(client, uri);
            Mark begin = Mark.now();
            posts(client, uri);
            return line("bare: POST of the same to a server that echoes", begin, 0);
        } finally {
            server.stop(0);
        }
    }

    private void posts(HttpClient client, URI uri) throws Exception {
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int c = 0; c < CLIENTS; c++) {
                int first = c;
                all.add(threads.submit(() -> {
                    for (int i = first; i < services; i += CLIENTS) {
                        var answer = client.send(HttpRequest.newBuilder(uri).header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(service(i))).build(), HttpResponse.BodyHandlers.ofString());
                        if (answer.statusCode() != 201) {
                            throw new IllegalStateException(answer.body());
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }
}
