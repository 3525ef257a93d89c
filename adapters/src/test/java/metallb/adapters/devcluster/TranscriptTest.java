package metallb.adapters.devcluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import metallb.adapters.devcluster.Transcript.Answer;
import metallb.adapters.devcluster.Transcript.Exchange;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replays over HTTP everything that was recorded from a real server. Status, media type, headers and body are the recorded
 * ones, but for {@link Placeholders} and for what transcript-differences.md lists with its reason; an entry of that list
 * which is no longer needed fails too.
 */
@Timeout(180)
class TranscriptTest {
    private static final String CONFIG_MAPS = "/api/v1/namespaces/rec/configmaps";
    private static final String TOKEN_LATER = "later-page";

    private final DevCluster cluster = DevCluster.startGuarded(InetAddress.getLoopbackAddress(), 0);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Placeholders placeholders = new Placeholders();
    private String accountToken = "";

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void answersAsTheRecordedServerDid() throws Exception {
        List<Exchange> exchanges = Transcript.read(resource("transcript.md"));
        Map<String, String> listed = listedDifferences();
        prepareNodes();
        placeholders.bind("r1", "1");
        Map<String, List<String>> failures = new LinkedHashMap<>();
        for (Exchange each : exchanges) {
            Exchange exchange = prepared(each);
            Answer answer = send(exchange);
            String known = listed.remove(exchange.title());
            List<String> differences = differences(exchange, exchange.answer(), answer);
            if (known != null) {
                assertTrue(!differences.isEmpty(), "no longer different: " + exchange.title());
                differences = differences(exchange, Transcript.answer(known.lines().toList()), answer);
            }
            if (!differences.isEmpty()) {
                failures.put(exchange.title(), differences);
            }
        }
        assertEquals(117, exchanges.size());
        assertEquals("", report(failures));
        assertEquals(Map.of(), listed, "differences of exchanges that there are not");
        placeholders.assertVersionsRise();
    }

    /** The copy among our tests is the recording itself, where the recording lies beside the project. */
    @Test
    void replaysTheRecordingUnchanged() throws IOException {
        Path original = Path.of("../../shared/reference/apiserver-transcript.md");
        if (Files.exists(original)) {
            String copy = resource("transcript.md");
            assertEquals(Files.readString(original), copy.substring(copy.indexOf('\n') + 1));
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TranscriptTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> listedDifferences() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        for (String block : resource("transcript-differences.md").split("(?m)^=== ")) {
            if (block.contains("\n< ")) {
                assertTrue(block.contains("\nreason: "), "a difference without a reason: " + block);
                listed.put(block.substring(0, block.indexOf('\n')), block.substring(block.indexOf("\n< ") + 1));
            }
        }
        return listed;
    }

    private static String report(Map<String, List<String>> failures) {
        StringBuilder report = new StringBuilder();
        failures.forEach((title, lines) -> report.append("=== ").append(title).append("\n  ").append(String.join("\n  ", lines)).append('\n'));
        return report.toString();
    }

    /** Three nodes, as the recorded cluster had them: applied by kubectl, their status patched. */
    private void prepareNodes() throws Exception {
        for (int number = 3; number >= 1; number--) {
            String name = "n" + number;
            String last = "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"annotations\":{},\"labels\":{\"kubernetes.io/hostname\":\""
                    + name + "\"},\"name\":\"" + name + "\"}}\n";
            ObjectNode node = Json.object(last);
            Json.child(node, "metadata", "annotations").put("kubectl.kubernetes.io/last-applied-configuration", last);
            write("POST", "/api/v1/nodes", "application/json", node.toString());
            write("PATCH", "/api/v1/nodes/" + name + "/status", "application/merge-patch+json", "{\"status\":{\"addresses\":[{\"type\":"
                    + "\"InternalIP\",\"address\":\"127.0.0.1" + number + "\"}],\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}");
        }
    }

    private HttpResponse<String> write(String method, String path, String contentType, String body) throws Exception {
        return client.send(request(path).header("Content-Type", contentType).method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(cluster.url() + path)).timeout(Duration.ofSeconds(20))
                .header("User-Agent", "record/1").header("Authorization", "Bearer " + cluster.gate().administratorToken());
    }

    /** Does what happened around an exchange without being recorded. */
    private Exchange prepared(Exchange exchange) throws Exception {
        if (exchange.title().startsWith("watch with a label selector") || exchange.title().startsWith("watch with bookmarks")) {
            unrelatedWrite();
        }
        if (exchange.title().startsWith("delete the namespace")) {
            // the recorded server took its time to empty it; here an object that is held keeps it until the next call came
            write("POST", CONFIG_MAPS, "application/json", "{\"metadata\":{\"name\":\"held\",\"finalizers\":[\"test/held\"]}}");
        }
        if (exchange.title().startsWith("after the API server restarted")) {
            unrelatedWrite();
            placeholders.bind("r37", cluster.call(ApiStore::resourceVersion));
            var page = client.send(request("/api/v1/nodes?limit=1").build(), HttpResponse.BodyHandlers.ofString());
            placeholders.bind(TOKEN_LATER, Json.text(Json.object(page.body()), "metadata", "continue"));
            unrelatedWrite();
            cluster.call(store -> {
                store.compact();
                return null;
            });
        }
        boolean later = exchange.title().startsWith("after the API") || exchange.title().startsWith("the same: ");
        String path = later ? exchange.path().replace("<token of r269>", TOKEN_LATER).replace("269", "r37") : exchange.path();
        List<String> lines = later ? exchange.answer().lines().stream().map(line -> line.replace("269", "r37").replace("276", "r38")).toList()
                : exchange.answer().lines();
        Answer answer = exchange.answer();
        return new Exchange(exchange.title(), exchange.method(), path, exchange.headers(), exchange.body(), exchange.meanwhile(),
                new Answer(answer.code(), answer.contentType(), answer.chunked(), answer.headers(), lines));
    }

    /** The recorded server wrote leases of its own now and then. */
    private void unrelatedWrite() throws Exception {
        write("POST", "/api/v1/namespaces/kube-system/configmaps", "application/json", "{\"metadata\":{\"generateName\":\"own-\"}}");
    }

    private Answer send(Exchange exchange) throws Exception {
        String path = placeholders.filled(placeholders.paged(exchange.path()), _ -> cluster.call(ApiStore::resourceVersion));
        String body = exchange.body().endsWith("<1048666 characters in all>")
                ? exchange.body().replaceFirst("x+ \\.\\.\\. <.*", "x".repeat(1_048_666 - exchange.body().indexOf("xx") - 3) + "\"}}")
                : placeholders.filled(exchange.body(), mark -> mark.startsWith("uid-") ? "00000000-0000-4000-8000-000000000000" : mark);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(cluster.url() + path)).timeout(Duration.ofSeconds(20))
                .header("User-Agent", "record/1")
                .method(exchange.method(), exchange.body().isEmpty() ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
        exchange.headers().forEach(request::header);
        String token = token(exchange.title());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (exchange.meanwhile()) {
            writeMeanwhile(exchange.title());
        }
        try (InputStream in = response.body()) {
            return answer(exchange, response, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** As whom the recording called: its administrator, but for the exchanges that are about that. */
    private String token(String title) {
        return switch (title) {
            case "forbidden: an account without a role" -> accountToken;
            case "unauthorized: a bad token" -> "bad";
            case "anonymous" -> "";
            default -> cluster.gate().administratorToken();
        };
    }

    private void writeMeanwhile(String title) throws Exception {
        String name = title.equals("watch from a resourceVersion") ? "w" : "w2";
        write("POST", CONFIG_MAPS, "application/json", "{\"metadata\":{\"name\":\"" + name + "\",\"labels\":{\"x\":\"1\"}}}");
        write("PATCH", CONFIG_MAPS + "/" + name, "application/merge-patch+json",
                name.equals("w") ? "{\"data\":{\"k\":\"2\"}}" : "{\"metadata\":{\"labels\":{\"x\":\"2\"}}}");
        if (name.equals("w")) {
            client.send(request(CONFIG_MAPS + "/w").DELETE().build(), HttpResponse.BodyHandlers.discarding());
        }
    }

    private Answer answer(Exchange exchange, HttpResponse<InputStream> response, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : List.of("Warning", "Retry-After")) {
            response.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
        }
        if (exchange.title().equals("token request") && response.statusCode() == 201) {
            accountToken = Json.text(Json.object(body), "status", "token");
        }
        boolean chunked = response.headers().firstValue("Transfer-Encoding").orElse("").equals("chunked");
        return new Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""), chunked, headers,
                body.lines().toList());
    }

    private List<String> differences(Exchange exchange, Answer expected, Answer actual) {
        List<String> differences = new ArrayList<>();
        if (expected.code() != actual.code() || !expected.contentType().equals(actual.contentType())
                || !expected.headers().equals(actual.headers()) || expected.chunked() && !actual.chunked()) {
            differences.add("expected " + expected.code() + " " + expected.contentType() + " " + expected.headers() + " but found "
                    + actual.code() + " " + actual.contentType() + " " + actual.headers());
        }
        if (expected.lines().size() != actual.lines().size()) {
            differences.add("expected lines " + expected.lines() + " but found " + actual.lines());
            return differences;
        }
        for (int line = 0; line < expected.lines().size(); line++) {
            String wanted = expected.lines().get(line);
            String found = actual.lines().get(line);
            if (!wanted.startsWith("{") || !found.startsWith("{")) {
                if (!wanted.equals(found)) {
                    differences.add("expected " + wanted + " but found " + found);
                }
                continue;
            }
            JsonNode tree = Json.MAPPER.readTree(found);
            if (!tree.toString().equals(found)) {
                differences.add("not compact: " + found);
            }
            differences.addAll(placeholders.differences(Json.MAPPER.readTree(wanted), shortened(Json.MAPPER.readTree(wanted), tree),
                    exchange.title().contains("shown)")));
        }
        return differences;
    }

    /** Two recorded bodies are not whole: one shows only the field managers, one only how many items there are. */
    private static JsonNode shortened(JsonNode expected, JsonNode actual) {
        if (expected.has("managedFields_")) {
            return Json.object().set("managedFields_", Json.list(actual, "metadata", "managedFields"));
        }
        if (expected.path("items").isNumber()) {
            ObjectNode counted = ((ObjectNode) actual).deepCopy().without("apiVersion");
            return counted.put("items", actual.path("items").size());
        }
        return actual;
    }
}
