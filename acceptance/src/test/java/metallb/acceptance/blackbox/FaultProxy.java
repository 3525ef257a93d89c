package metallb.acceptance.blackbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import metallb.adapters.devcluster.FaultFilter;
import metallb.adapters.devcluster.Listening;
import metallb.adapters.devcluster.fault.Faults;

/**
 * Stands before another API server and does to calls what it is told to; the others it hands on, tokens and all, and their
 * answers as they come, watches included. It speaks plain HTTP, whatever that server speaks, and owns it.
 */
final class FaultProxy implements FaultyServer {
    /** Said by each side of the proxy for its own connection (RFC 9110 section 7.6.1), or set by who sends. */
    private static final Set<String> OF_ONE_CONNECTION = Set.of("connection", "content-length", "date", "host", "keep-alive",
            "transfer-encoding", "upgrade", "http2-settings");

    private final ApiServer behind;
    private final HttpClient client;
    private final Faults faults = new Faults(1);
    private final FaultFilter filter = new FaultFilter(faults);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<InputStream> answers = ConcurrentHashMap.newKeySet();
    private final Listening listening;

    FaultProxy(ApiServer behind) throws IOException {
        this.behind = behind;
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        if (behind.authority().isPresent()) {
            builder.sslContext(Administrator.trusting(behind.authority().get()));
        }
        this.client = builder.build();
        this.listening = new Listening(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), threads,
                server -> server.createContext("/", this::handOn).getFilters().add(filter));
        listening.begin();
    }

    private void handOn(HttpExchange exchange) throws IOException {
        try (exchange; InputStream content = exchange.getRequestBody()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(behind.url() + exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(content.readAllBytes()));
            handedOn(exchange.getRequestHeaders(), request::header);
            HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream answer = response.body()) {
                answers.add(answer);
                handedOn(response.headers().map(), exchange.getResponseHeaders()::add);
                exchange.sendResponseHeaders(response.statusCode(), 0);
                handBack(answer, exchange.getResponseBody());
            } finally {
                answers.remove(response.body());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("the proxy stops", stopping);
        }
    }

    /** As much as there is at once, since a watch brings some now and some later. */
    private static void handBack(InputStream answer, OutputStream out) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        try (out) {
            out.flush();
            for (int read = answer.read(buffer); read >= 0; read = answer.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        }
    }

    private interface Header {
        void is(String name, String value);
    }

    /** Those that are not of one connection only. */
    private static void handedOn(Map<String, List<String>> headers, Header next) {
        headers.forEach((name, values) -> {
            if (!OF_ONE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> next.is(name, value));
            }
        });
    }

    @Override
    public Faults faults() {
        return faults;
    }

    @Override
    public void clearFaults() {
        faults.clear();
        filter.release();
    }

    @Override
    public void goAway() {
        listening.leave();
        filter.release();
        hangUp();
    }

    @Override
    public void comeBack() {
        try {
            listening.comeBack();
        } catch (IOException taken) {
            throw new UncheckedIOException("cannot listen on " + url() + " again", taken);
        }
    }

    /** Ends the watches at the server too, of which nobody here hears any more. */
    private void hangUp() {
        for (InputStream answer : answers) {
            try {
                answer.close();
            } catch (IOException alreadyBroken) {
                // which is what is wanted
            }
        }
    }

    @Override
    public String url() {
        return "http://" + listening.address().getAddress().getHostAddress() + ":" + listening.address().getPort();
    }

    @Override
    public String administratorToken() {
        return behind.administratorToken();
    }

    @Override
    public Optional<Path> authority() {
        return Optional.empty();
    }

    @Override
    public TreeSet<Access> seen(String account) throws IOException {
        return behind.seen(account);
    }

    @Override
    public void close() {
        filter.release();
        hangUp();
        listening.close();
        threads.shutdownNow();
        client.shutdownNow();
        behind.close();
    }
}
