package metallb.adapters.devcluster;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import metallb.adapters.devcluster.fault.Call;
import metallb.adapters.devcluster.fault.Fault;
import metallb.adapters.devcluster.fault.Fault.Stage;
import metallb.adapters.devcluster.fault.Faults;
import metallb.adapters.support.apistore.Response;

/**
 * Carries out over HTTP what {@link Faults} decide about a call; who answers calls knows nothing of it, be it the embedded
 * cluster or who hands them on to another server.
 */
public final class FaultFilter extends Filter {
    private final Faults faults;
    private final Holds holds;

    public FaultFilter(Faults faults) {
        this(faults, new Holds());
    }

    FaultFilter(Faults faults, Holds holds) {
        this.faults = faults;
        this.holds = holds;
    }

    /** Lets go the calls that hang or are late because of a fault. */
    public void release() {
        holds.release();
    }

    @Override
    public String description() {
        return "faults";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        Call call = call(exchange);
        Optional<Fault> fault = faults.decide(call);
        if (fault.isEmpty()) {
            chain.doFilter(exchange);
            return;
        }
        switch (fault.get()) {
            case Fault.Answer(var refusal) -> answer(exchange, refusal.response(call));
            case Fault.Drop(Stage stage) -> lose(exchange, chain, Duration.ZERO, stage);
            case Fault.Hang(Duration most, Stage stage) -> lose(exchange, chain, most, stage);
            case Fault.Delay(Duration by, Stage stage) -> delay(exchange, chain, by, stage);
            case Fault.Truncate(int bytes) -> through(exchange, chain, FaultyAnswer.cutAfter(exchange.getResponseBody(), holds, bytes));
            case Fault.BreakWatch plan -> through(exchange, chain, new FaultyWatch(exchange.getResponseBody(), holds, plan));
            case Fault.DelayWatch(Duration by) -> through(exchange, chain, FaultyWatch.late(exchange.getResponseBody(), holds, by));
        }
    }

    private static Call call(HttpExchange exchange) {
        String agent = exchange.getRequestHeaders().getFirst("User-Agent");
        return Call.of(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
                ApiHandler.query(exchange.getRequestURI().getRawQuery()), agent == null ? "" : agent);
    }

    private static void answer(HttpExchange exchange, Response response) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readNBytes(ApiHandler.MOST_BODY);
            ApiHandler.respond(exchange, response);
        }
    }

    private void lose(HttpExchange exchange, Chain chain, Duration held, Stage stage) throws IOException {
        switch (stage) {
            case BEFORE -> {
                // closing an exchange that has no answer closes its connection
                try (exchange) {
                    exchange.getRequestBody().readNBytes(ApiHandler.MOST_BODY);
                    holds.hold(held);
                }
            }
            case AFTER -> through(exchange, chain, FaultyAnswer.lost(exchange.getResponseBody(), holds, held));
        }
    }

    private void delay(HttpExchange exchange, Chain chain, Duration by, Stage stage) throws IOException {
        switch (stage) {
            case BEFORE -> {
                holds.hold(by);
                chain.doFilter(exchange);
            }
            case AFTER -> through(exchange, chain, FaultyAnswer.late(exchange.getResponseBody(), holds, by));
        }
    }

    private static void through(HttpExchange exchange, Chain chain, OutputStream body) throws IOException {
        exchange.getRequestBody();   // the JDK's exchange replaces a stream only after it has handed out both
        exchange.setStreams(null, body);
        try {
            chain.doFilter(exchange);
        } catch (Broken broken) {
            if (!broken.isInOrder()) {
                // the JDK's server answers an exception by closing the connection, which is what is wanted here
                throw broken;
            }
        }
    }
}
