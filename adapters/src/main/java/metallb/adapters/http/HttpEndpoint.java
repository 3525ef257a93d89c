package metallb.adapters.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import metallb.domain.core.MetricFamily;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.IpAddress;
import metallb.ports.question.Questions;
import org.slf4j.LoggerFactory;

/**
 * The process's HTTP server: {@code /livez}, {@code /healthz}, {@code /readyz}, {@code /metrics} and
 * {@code /api/v1/...}. Takes GET and HEAD only. Long answers are given to {@value #LONG_AT_ONCE} at once, more are told to
 * come back. Probes have no part in that bound: their answers are a line, and the kubelet kills who does not give them.
 */
public final class HttpEndpoint implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** As many places among the core's questions are left to {@code /readyz}. */
    static final int LONG_AT_ONCE = Questions.MOST_WAITING / 2;
    /** Prometheus gives up by then, unless it was told otherwise. */
    private static final Duration TAKING = Duration.ofSeconds(10);
    private static final int BACKLOG = 64;
    /** EADDRNOTAVAIL in the kernel's words: here no port helps. */
    private static final String NOT_OURS = "Cannot assign requested address";

    private final HttpServer server;
    private final ExecutorService threads;
    private final Semaphore room = new Semaphore(LONG_AT_ONCE);
    private final Delivery delivery;
    private final Health health;
    private final Metrics metrics;
    private final Views views;

    private HttpEndpoint(HttpServer server, Questions questions, Supplier<List<MetricFamily>> besides, Duration taking) {
        this.server = server;
        this.delivery = new Delivery(taking);
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
        this.health = new Health(questions, PATIENCE);
        this.metrics = new Metrics(questions, PATIENCE, System::nanoTime,
                () -> Stream.concat(ProcessMetrics.now().stream(), besides.get().stream()).toList());
        this.views = new Views(questions, PATIENCE);
    }

    /**
     * Listens at once.
     *
     * @param local where; port 0 takes a free one
     * @param besides metrics that are shown beside those of the core and the process, always fresh
     * @throws IOException where that address and port cannot be had; the message names them, and what to do
     */
    public static HttpEndpoint start(AddressPort local, Questions questions, Supplier<List<MetricFamily>> besides)
            throws IOException {
        return start(local, questions, besides, TAKING);
    }

    /** @param taking how long a client may take to read one answer */
    static HttpEndpoint start(AddressPort local, Questions questions, Supplier<List<MetricFamily>> besides, Duration taking)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(inet(local.address()), local.port()), BACKLOG);
        } catch (IOException e) {
            throw new IOException("cannot serve HTTP on " + local + ": " + e.getMessage() + "; choose another "
                    + (NOT_OURS.equals(e.getMessage()) ? "--http-address" : "--port"), e);
        }
        HttpEndpoint endpoint = new HttpEndpoint(server, questions, besides, taking);
        server.setExecutor(endpoint.threads);
        server.createContext("/", endpoint::handle);
        server.start();
        return endpoint;
    }

    /** Where it really listens. */
    public AddressPort address() {
        InetSocketAddress bound = server.getAddress();
        return new AddressPort(IpAddress.ofBytes(Bytes.copyOf(bound.getAddress().getAddress())), bound.getPort());
    }

    /** Ends at once; answers under way are cut. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        delivery.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (isProbe(exchange.getRequestURI().getPath())) {
            delivery.send(exchange, reply(exchange));
        } else if (room.tryAcquire()) {
            try {
                delivery.send(exchange, reply(exchange));
            } finally {
                room.release();
            }
        } else {
            delivery.send(exchange, Reply.text(503, "too many requests\n"));
        }
    }

    private static boolean isProbe(String path) {
        return switch (path) {
            case "/livez", "/healthz", "/readyz" -> true;
            case null, default -> false;
        };
    }

    private Reply reply(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getRawQuery();
        try {
            return switch (path) {
                case "/livez", "/healthz" -> isRead(exchange) ? health.alive() : notAllowed();
                case "/readyz" -> isRead(exchange) ? health.ready() : notAllowed();
                case "/metrics" -> isRead(exchange) ? metrics.scrape() : notAllowed();
                case "/api/v1/services" -> isRead(exchange) ? views.services(query) : notAllowed();
                case "/api/v1/sessions" -> isRead(exchange) ? views.sessions() : notAllowed();
                case "/api/v1/routes" -> isRead(exchange) ? views.routes(query) : notAllowed();
                case null, default -> Reply.text(404, "not found\n");
            };
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(HttpEndpoint.class).error("{} failed", path, e);
            return Reply.text(500, "internal error\n");
        }
    }

    private static boolean isRead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("GET") || exchange.getRequestMethod().equals("HEAD");
    }

    private static Reply notAllowed() {
        return Reply.text(405, "read-only: GET or HEAD\n");
    }

    private static InetAddress inet(IpAddress address) throws IOException {
        return InetAddress.getByAddress(address.toBytes().toArray());
    }
}
