package metallb.bootstrap.demo;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON over HTTP, as curl would: to the embedded API and to the routers. */
final class Rest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String name;
    private final String base;

    /**
     * @param name who is asked, for what goes wrong
     * @param base {@code http://127.0.0.1:6443}, without a slash at its end
     */
    Rest(String name, String base) {
        this.name = name;
        this.base = base;
    }

    String name() {
        return name;
    }

    String base() {
        return base;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    void delete(String path) throws IOException, InterruptedException {
        send(request(path).DELETE().build());
    }

    /** What kubectl apply --server-side sends. */
    void apply(String path, String manifest) throws IOException, InterruptedException {
        send(request(path + "?fieldManager=demo&force=true")
                .header("Content-Type", "application/apply-patch+yaml")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(manifest))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).header("Accept", "application/json");
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        String asked = name + ": " + request.method() + " " + request.uri() + ": ";
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IOException("HTTP " + response.statusCode() + " " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (HttpTimeoutException e) {
            throw new IOException(asked + "no answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (ConnectException e) {
            throw new IOException(asked + "no connection", e);
        } catch (IOException e) {
            throw new IOException(asked + e.getMessage(), e);
        }
    }
}
