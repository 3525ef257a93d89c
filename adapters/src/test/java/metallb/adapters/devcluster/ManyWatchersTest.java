package metallb.adapters.devcluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Mirror;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A thousand services before sixteen watchers: each sees each, once and whole. What ten thousand cost, acceptance/bench/cluster measures. */
@Timeout(240)
class ManyWatchersTest {
    private static final int SERVICES = 1_000;
    private static final int WATCHERS = 16;
    private static final int WRITERS = 4;
    private static final String PATH = "/api/v1/namespaces/default/services";

    private final DevCluster cluster = DevCluster.start(InetAddress.getLoopbackAddress(), 0);
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        client.shutdownNow();
        cluster.goAway();
        cluster.close();
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(cluster.url() + pathAndQuery)).header("Content-Type", "application/json");
    }

    private ObjectNode get(String pathAndQuery) throws IOException, InterruptedException {
        return Json.object(client.send(request(pathAndQuery).build(), HttpResponse.BodyHandlers.ofString()).body());
    }

    /** What one believes who saw as many events as there are services. */
    private Callable<Mirror> watcher(String from) {
        return () -> {
            var mirror = new Mirror();
            mirror.listed(List.of(), from);
            HttpResponse<InputStream> answer = client.send(request(PATH + "?watch=true&resourceVersion=" + from).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                for (int seen = 0; seen < SERVICES; seen++) {
                    mirror.take(Json.object(lines.readLine()));
                }
            }
            return mirror;
        };
    }

    private Callable<Void> writer(int first) {
        return () -> {
            for (int i = first; i < SERVICES; i += WRITERS) {
                var post = request(PATH).POST(HttpRequest.BodyPublishers.ofString("{\"metadata\":{\"name\":\"svc-" + i + "\"},\"spec\":{\"type\":"
                        + "\"LoadBalancer\",\"allocateLoadBalancerNodePorts\":false,\"ports\":[{\"port\":80}]}}"));
                assertEquals(201, client.send(post.build(), HttpResponse.BodyHandlers.discarding()).statusCode());
            }
            return null;
        };
    }

    private List<JsonNode> pages(int limit) throws Exception {
        List<JsonNode> items = new ArrayList<>();
        String next = "";
        do {
            ObjectNode page = get(PATH + "?limit=" + limit + "&continue=" + next);
            items.addAll(Mirror.items(page));
            next = Json.text(page, "metadata", "continue");
        } while (!next.isEmpty());
        return items;
    }

    @Test
    void eachSeesEachServiceOnceAndWhole() throws Exception {
        String from = cluster.call(ApiStore::resourceVersion);
        List<Future<Mirror>> watchers = IntStream.range(0, WATCHERS).mapToObj(_ -> threads.submit(watcher(from))).toList();
        for (Future<Void> writing : IntStream.range(0, WRITERS).mapToObj(first -> threads.submit(writer(first))).toList()) {
            writing.get(200, TimeUnit.SECONDS);
        }
        List<JsonNode> whole = Mirror.items(get(PATH));
        assertEquals(SERVICES, whole.size());
        assertEquals(whole, pages(300));
        for (Future<Mirror> watcher : watchers) {
            assertEquals(Mirror.objects(whole), watcher.get(60, TimeUnit.SECONDS).objects());
        }
        client.send(request(PATH).DELETE().build(), HttpResponse.BodyHandlers.discarding());
        assertEquals(0, Mirror.items(get(PATH)).size());
    }
}
