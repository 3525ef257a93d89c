package metallb.adapters.devcluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import metallb.adapters.devcluster.fault.Fault;
import metallb.adapters.devcluster.fault.Fault.Break;
import metallb.adapters.devcluster.fault.Fault.BreakWatch;
import metallb.adapters.devcluster.fault.Fault.Stage;
import metallb.adapters.devcluster.fault.Refusal;
import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.fault.Selection;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Mirror;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Many writers and many watchers at once, over connections that break, against a server that forgets its history and is away
 * for a moment: no event shows a watcher what cannot be, and in the end each believes what is there.
 */
@Timeout(120)
class HistoriesOverHttpTest {
    private static final int WRITERS = 5;
    private static final int WRITES = 150;
    private static final int WATCHERS = 8;
    private static final int NAMES = 15;
    /** Written last, when all writers are done and all faults are over: who has seen it has seen all there is to see. */
    private static final String LAST = "zz-last";
    private static final String PATH = "/api/v1/namespaces/default/configmaps";
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private DevCluster cluster;

    @AfterEach
    void stop() {
        threads.shutdownNow();
        client.shutdownNow();
        cluster.goAway();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsLostOrInvented(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        cluster = DevCluster.start(InetAddress.getLoopbackAddress(), 0, new ApiStore(random.split(), 60), InstantSource.system());
        cluster.faults().reseed(seed);
        misfortunes().forEach(cluster.faults()::add);
        List<Watcher> watchers = Stream.generate(() -> new Watcher(random.split())).limit(WATCHERS).toList();
        List<Future<Void>> watching = threads(watchers);
        List<Future<Void>> writing = threads(Stream.generate(() -> new Writer(random.split())).limit(WRITERS).toList());
        cluster.goAwayFor(Duration.ofMillis(100));
        await(writing, seed);
        cluster.clearFaults();
        assertEquals(201, send("POST", PATH, "{\"metadata\":{\"name\":\"" + LAST + "\"}}").statusCode());
        await(watching, seed);
        var fresh = Mirror.objects(Mirror.items(Json.object(send("GET", PATH, "").body())));
        watchers.forEach(watcher -> assertEquals(fresh, watcher.mirror.objects(), "seed " + seed));
        long broken = watchers.stream().mapToLong(watcher -> watcher.disturbances).sum();
        assertTrue(broken > WATCHERS, "seed " + seed + " disturbed next to nothing: " + broken);
    }

    private static Stream<Rule> misfortunes() {
        Selection watches = Selection.of("watch", "configmaps");
        Selection lists = Selection.of("list", "configmaps");
        Selection writes = Selection.of("patch", "configmaps");
        return Stream.of(
                sometimes(watches, BreakWatch.of(Break.CUT, 3), 0.2),
                sometimes(watches, BreakWatch.of(Break.DROP, 7), 0.2),
                sometimes(watches, BreakWatch.of(Break.END, 5), 0.2),
                sometimes(watches, BreakWatch.of(Break.EXPIRE, 11), 0.2),
                sometimes(watches, new BreakWatch(Break.HANG, 4, Duration.ofMillis(200)), 0.2),
                sometimes(watches, new Fault.DelayWatch(Duration.ofMillis(30)), 0.3),
                sometimes(lists, new Fault.Answer(Refusal.of(500)), 0.1),
                sometimes(lists, new Fault.Answer(Refusal.of(410)), 0.1),
                sometimes(lists, new Fault.Truncate(150), 0.1),
                sometimes(writes, new Fault.Drop(Stage.AFTER), 0.1),
                sometimes(writes, new Fault.Drop(Stage.BEFORE), 0.1),
                sometimes(writes, new Fault.Answer(Refusal.of(409)), 0.1));
    }

    private static Rule sometimes(Selection selection, Fault fault, double probability) {
        return Rule.always(selection, fault).withProbability(probability);
    }

    private List<Future<Void>> threads(List<? extends Callable<Void>> tasks) {
        return tasks.stream().map(task -> threads.<Void>submit(task)).toList();
    }

    private static void await(List<Future<Void>> tasks, long seed) {
        long deadline = System.nanoTime() + PATIENCE;
        for (Future<Void> task : tasks) {
            try {
                task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (Exception failed) {
                throw new AssertionError("seed " + seed + ": " + failed, failed);
            }
        }
    }

    private HttpRequest request(String method, String pathAndQuery, String body) {
        return HttpRequest.newBuilder(URI.create(cluster.url() + pathAndQuery)).timeout(Duration.ofSeconds(20))
                .header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build();
    }

    private HttpResponse<String> send(String method, String pathAndQuery, String body) throws IOException, InterruptedException {
        return client.send(request(method, pathAndQuery, body), HttpResponse.BodyHandlers.ofString());
    }

    /** Creates, changes and deletes what others do too, without caring what comes of it. */
    private final class Writer implements Callable<Void> {
        private final SplittableRandom random;

        Writer(SplittableRandom random) {
            this.random = random;
        }

        @Override
        public Void call() throws InterruptedException {
            for (int i = 0; i < WRITES; i++) {
                try {
                    write("c" + random.nextInt(NAMES), i);
                } catch (IOException lost) {
                    // whether it landed is the store's to know
                }
                if (random.nextInt(40) == 0) {
                    cluster.call(store -> {
                        store.compact();
                        return null;
                    });
                }
            }
            return null;
        }

        private void write(String name, int i) throws IOException, InterruptedException {
            switch (random.nextInt(4)) {
                case 0 -> send("DELETE", PATH + "/" + name, "");
                case 1 -> send("POST", PATH, "{\"metadata\":{\"name\":\"" + name + "\"}}");
                default -> send("PATCH", PATH + "/" + name, "{\"data\":{\"k\":\"" + i + "\"}}");
            }
        }
    }

    /** Lists in pages and watches, again and again, until it has seen {@link #LAST}. */
    private final class Watcher implements Callable<Void> {
        private final SplittableRandom random;
        private final Mirror mirror = new Mirror();
        private volatile long disturbances;

        Watcher(SplittableRandom random) {
            this.random = random;
        }

        @Override
        public Void call() throws InterruptedException {
            while (!mirror.objects().containsKey("default/" + LAST)) {
                try {
                    if (mirror.position().isEmpty()) {
                        list();
                    } else {
                        watch();
                    }
                } catch (IOException | JacksonException broken) {
                    disturbances++;
                }
            }
            return null;
        }

        private void list() throws IOException, InterruptedException {
            List<JsonNode> items = new ArrayList<>();
            String next = "";
            ObjectNode page;
            do {
                HttpResponse<String> response = send("GET", PATH + "?limit=4&continue=" + next, "");
                if (response.statusCode() != 200) {
                    throw new IOException("HTTP " + response.statusCode());
                }
                page = Json.object(response.body());
                items.addAll(Mirror.items(page));
                next = Json.text(page, "metadata", "continue");
            } while (!next.isEmpty());
            mirror.listed(items, Json.text(page, "metadata", "resourceVersion"));
        }

        private void watch() throws IOException, InterruptedException {
            HttpResponse<InputStream> response = client.send(request("GET", PATH + "?watch=true&resourceVersion=" + mirror.position()
                    + "&timeoutSeconds=" + (1 + random.nextInt(3)), ""), HttpResponse.BodyHandlers.ofInputStream());
            try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                String line = lines.readLine();
                while (line != null && mirror.take(Json.object(line)) && !mirror.objects().containsKey("default/" + LAST)) {
                    line = lines.readLine();
                }
            }
        }
    }
}
