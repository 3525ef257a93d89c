package metallb.adapters.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Writes answers to clients. One that has not taken its answer in time is cut off, or else a client that reads nothing, or
 * a byte now and then, would hold a thread and an answer for ever: HttpServer knows such a bound as a property of the whole
 * JVM only, in which there may be servers whose answers are to last.
 */
final class Delivery implements AutoCloseable {
    private final Duration limit;
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("http-limit").factory());

    /** @param limit how long one answer may take from its first byte to its last */
    Delivery(Duration limit) {
        this.limit = limit;
        clock.setRemoveOnCancelPolicy(true);
    }

    /**
     * Returns when the answer is with the kernel and the exchange is over.
     *
     * @throws IOException where the client is gone or was cut off
     */
    void send(HttpExchange exchange, Reply reply) throws IOException {
        // an interrupt closes the channel that its thread writes to (java.nio.channels.InterruptibleChannel)
        Future<?> cut = clock.schedule(Thread.currentThread()::interrupt, limit.toNanos(), TimeUnit.NANOSECONDS);
        try (exchange) { // which reads what is left of the request
            write(exchange, reply);
        } finally {
            cut.cancel(false);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private static void write(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        if (reply.status() == 405) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        }
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        switch (reply) {
            case Reply.Whole(int status, String _, byte[] body) when isHead -> {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
                exchange.sendResponseHeaders(status, -1);
            }
            case Reply.Whole(int status, String _, byte[] body) -> {
                exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
            case Reply.Written(int status, String _, Reply.Body _) when isHead -> exchange.sendResponseHeaders(status, -1);
            case Reply.Written(int status, String _, Reply.Body body) -> {
                exchange.sendResponseHeaders(status, 0); // in chunks: how long it becomes is not known yet
                body.writeTo(exchange.getResponseBody());
            }
        }
    }
}
