package metallb.adapters.devcluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Request;
import metallb.adapters.support.apistore.Response;
import metallb.adapters.support.apistore.Watch;
import metallb.adapters.support.apistore.access.Account;
import metallb.adapters.support.apistore.access.Credentials;
import metallb.adapters.support.apistore.access.Gate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From HTTP to the store and back. */
final class ApiHandler implements HttpHandler {
    /** The server's own bound on bodies (3 MiB); what is larger is not read. */
    static final int MOST_BODY = 3 * 1024 * 1024;
    private static final long DEFAULT_WATCH_SECONDS = 1_800;
    private static final long LAST_BOOKMARK_SECONDS = 2;
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);

    private final DevCluster cluster;
    private final WatchStreams streams;
    private final Gate gate;

    ApiHandler(DevCluster cluster, WatchStreams streams, Gate gate) {
        this.cluster = cluster;
        this.gate = gate;
        this.streams = streams;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY + 1);
            if (body.length > MOST_BODY) {
                exchange.getResponseHeaders().set("Connection", "close");
                respond(exchange, TooLarge.RESPONSE);
                return;
            }
            Request request = request(exchange, body);
            switch (cluster.call(store -> gate.admit(store, request, credentials(exchange)))) {
                case Gate.Passage.Refused refused -> respond(exchange, refused.response());
                case Gate.Passage.Admitted admitted -> answer(exchange, request, admitted.account());
            }
        } catch (RuntimeException broken) {
            // a defect of ours: the client must not wait for an answer that never comes
            LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), broken);
            throw broken;
        }
    }

    private void answer(HttpExchange exchange, Request request, Account account) throws IOException {
        if (ApiStore.isWatch(request)) {
            watch(exchange, request);
        } else if (request.path().equals(OpenApiV2.PATH) && request.accept().contains(OpenApiV2.ASKED)) {
            byte[] document = OpenApiV2.document();
            exchange.getResponseHeaders().set("Content-Type", OpenApiV2.MEDIA_TYPE);
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
        } else {
            respond(exchange, Discovery.answer(request, cluster.url()).orElseGet(() -> cluster.call(store ->
                    gate.review(store, request, account)
                            .orElseGet(() -> store.handle(request, gate.creations(store, account))))));
        }
    }

    static Credentials credentials(HttpExchange exchange) {
        List<String> groups = exchange.getRequestHeaders().getOrDefault("Impersonate-Group", List.of());
        return new Credentials(header(exchange, "Authorization"), header(exchange, "Impersonate-User"), groups);
    }

    private Request request(HttpExchange exchange, byte[] body) {
        return new Request(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), query(exchange.getRequestURI().getRawQuery()),
                header(exchange, "Content-Type"), header(exchange, "Accept"), body, cluster.now(),
                header(exchange, "User-Agent"));
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int sign = pair.indexOf('=');
                String name = sign < 0 ? pair : pair.substring(0, sign);
                query.putIfAbsent(decoded(name), sign < 0 ? "" : decoded(pair.substring(sign + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    static void respond(HttpExchange exchange, Response response) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", response.contentType());
        response.warnings().forEach(text -> headers.add("Warning", "299 - \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
        if (response.retryAfterSeconds() > 0) {
            headers.set("Retry-After", Long.toString(response.retryAfterSeconds()));
        }
        byte[] content = response.body().getBytes(StandardCharsets.UTF_8);
        boolean silent = exchange.getRequestMethod().equals("HEAD") || content.length == 0;
        exchange.sendResponseHeaders(response.code(), silent ? -1 : content.length);
        if (!silent) {
            exchange.getResponseBody().write(content);
        }
    }

    private void watch(HttpExchange exchange, Request request) throws IOException {
        var stream = new WatchStream();
        ApiStore.Opened opened = cluster.call(store -> {
            ApiStore.Opened result = store.open(request, stream::accept);
            if (result instanceof ApiStore.Opened.Running running) {
                stream.watches(running.watch());
                streams.add(stream);
            }
            return result;
        });
        switch (opened) {
            case ApiStore.Opened.Refused refused -> respond(exchange, refused.response());
            case ApiStore.Opened.Running running -> {
                try {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        out.flush();
                        pump(stream, running.watch(), out, seconds(request));
                    }
                } finally {
                    streams.remove(stream);
                    cluster.call(_ -> {
                        running.watch().close();
                        return null;
                    });
                }
            }
        }
    }

    /** Shortly before its end a watch tells how far it has come, so that the next one need not begin further back. */
    private void pump(WatchStream stream, Watch watch, OutputStream out, long seconds) throws IOException {
        long rest = seconds > LAST_BOOKMARK_SECONDS ? LAST_BOOKMARK_SECONDS : 0;
        stream.pump(out, TimeUnit.SECONDS.toNanos(seconds - rest));
        boolean goesOn = rest > 0 && cluster.call(_ -> {
            stream.bookmark();
            return watch.isOpen();
        });
        if (goesOn) {
            stream.pump(out, TimeUnit.SECONDS.toNanos(rest));
        }
    }

    private static long seconds(Request request) {
        String asked = request.query().getOrDefault("timeoutSeconds", "");
        return asked.matches("\\d{1,6}") && !asked.equals("0") ? Long.parseLong(asked) : DEFAULT_WATCH_SECONDS;
    }
}
