package metallb.adapters.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Answers one request after the other as the test wrote down; when nothing is left it lets requests hang. */
final class ApiStub implements AutoCloseable {
    /** How one request is answered. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final List<String> requests = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    ApiStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    ApiStub then(Answer answer) {
        answers.add(answer);
        return this;
    }

    ApiStub then(int status, String body) {
        return then(exchange -> send(exchange, status, body));
    }

    /** A watch that brings these lines and ends in order. */
    ApiStub thenLines(String... lines) {
        return then(exchange -> {
            stream(exchange, lines);
            exchange.close();
        });
    }

    /** A watch that brings these lines and ends in order when its time is over. */
    static void endAfter(HttpExchange exchange, Duration time, String... lines) throws IOException, InterruptedException {
        stream(exchange, lines);
        // not a wait for something: the stub plays a server that keeps a watch open so long
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        exchange.close();
    }

    /** A watch that brings these lines and then breaks off amid the chunks. */
    ApiStub thenCut(String... lines) {
        return then(exchange -> {
            stream(exchange, lines).write("{\"type\":\"ADD".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });
    }

    /** A watch that brings these lines and then says nothing any more. */
    ApiStub thenHang(String... lines) {
        return then(exchange -> {
            stream(exchange, lines);
            closed.await();
        });
    }

    /** METHOD, path and query of every request, then its body where it has one. */
    List<String> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** A way into this stub, by a kubeconfig as a user would write it. */
    ClusterAccess access(Path directory, Timings timings) throws IOException {
        Path file = directory.resolve("kubeconfig");
        Files.writeString(file, """
                apiVersion: v1
                kind: Config
                current-context: stub
                clusters: [{name: stub, cluster: {server: "%s"}}]
                contexts: [{name: stub, context: {cluster: stub, user: me}}]
                users: [{name: me, user: {token: secret}}]
                """.formatted(url()));
        AccessSearch search = new AccessSearch(Optional.of(file), Map.of(), directory, "metallb-test/0", timings);
        return ((AccessSearch.Finding.Found) search.find()).access();
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private static OutputStream stream(HttpExchange exchange, String... lines) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        for (String line : lines) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
        return out;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        synchronized (requests) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI()
                    + (body.isEmpty() ? "" : " " + body));
        }
        try {
            Answer answer = answers.poll();
            if (answer == null) {
                closed.await();
            } else {
                answer.to(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
