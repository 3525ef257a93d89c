package metallb.adapters.devcluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import metallb.adapters.devcluster.fault.Fault;
import metallb.adapters.devcluster.fault.Faults;
import metallb.adapters.devcluster.fault.RuleNotation;
import metallb.adapters.support.apistore.Response;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The faults of the embedded API by HTTP, beside the API and never faulty itself:
 * {@code GET /faults}, {@code POST /faults} with a rule, {@code DELETE /faults}, {@code DELETE /faults/ID},
 * {@code POST /faults/away}, {@code /faults/clock}, {@code /faults/compact}, {@code /faults/seed}.
 */
final class FaultEndpoint implements HttpHandler {
    private static final int MOST_BODY = 64 * 1024;
    private static final int CREATED = 201;
    /** A century: further off no calendar of Kubernetes' own reaches. */
    private static final Duration FARTHEST = Duration.ofDays(36_525);

    private final DevCluster cluster;

    FaultEndpoint(DevCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Optional<Duration> away = Optional.empty();
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY);
            String path = exchange.getRequestURI().getPath().substring("/faults".length());
            Optional<JsonNode> tree = tree(body);
            String call = exchange.getRequestMethod() + " " + path;
            if (call.equals("POST /away")) {
                away = tree.flatMap(json -> time(json, "seconds", Fault.LONGEST)).filter(time -> !time.isNegative());
            }
            ApiHandler.respond(exchange, away.isPresent() ? state() : answer(call, tree));
        }
        // only now that the answer has been sent
        away.ifPresent(cluster::goAwayFor);
    }

    private Response answer(String call, Optional<JsonNode> tree) {
        return switch (call) {
            case "GET ", "GET /" -> state();
            case "POST ", "POST /" -> with(tree, this::add);
            case "DELETE ", "DELETE /" -> {
                cluster.clearFaults();
                yield state();
            }
            case "POST /away" -> problem(400, "wanted {\"seconds\": NUMBER}, from 0 to " + Fault.LONGEST.toSeconds());
            case "POST /clock" -> with(tree, this::setClock);
            case "POST /compact" -> {
                cluster.call(store -> {
                    store.compact();
                    return null;
                });
                yield state();
            }
            case "POST /seed" -> with(tree, this::reseed);
            default -> remove(call);
        };
    }

    private Response with(Optional<JsonNode> tree, Function<JsonNode, Response> use) {
        return tree.map(use).orElseGet(() -> problem(400, "the body is no JSON"));
    }

    private Response add(JsonNode json) {
        return switch (RuleNotation.read(json)) {
            case RuleNotation.Reading.Unusable(List<String> problems) -> problem(400, String.join("; ", problems));
            case RuleNotation.Reading.Read(var rule) -> cluster.faults().add(rule).map(added -> json(CREATED, standing(added)))
                    .orElseGet(() -> problem(409, "there are " + Faults.MOST_RULES + " rules already; take some back"));
        };
    }

    private Response setClock(JsonNode json) {
        Optional<Duration> step = time(json, "step", FARTHEST);
        Optional<Duration> offset = time(json, "offset", FARTHEST);
        if (step.isPresent() == offset.isPresent()) {
            return problem(400, "wanted {\"step\": SECONDS} or {\"offset\": SECONDS}");
        }
        offset.ifPresent(cluster.clock()::offset);
        step.filter(by -> cluster.clock().offset().plus(by).abs().compareTo(FARTHEST) <= 0).ifPresent(cluster.clock()::step);
        return state();
    }

    private Response reseed(JsonNode json) {
        if (!json.path("seed").isIntegralNumber()) {
            return problem(400, "wanted {\"seed\": WHOLE NUMBER}");
        }
        cluster.faults().reseed(json.get("seed").asLong(0));
        return state();
    }

    private Response remove(String call) {
        if (call.startsWith("DELETE /")) {
            String id = call.substring("DELETE /".length());
            return cluster.faults().remove(id) ? state() : problem(404, "there is no fault \"" + id + "\"");
        }
        return problem(404, "no such thing to do with faults: " + call.replaceFirst(" ", " /faults"));
    }

    private Response state() {
        ObjectNode json = Json.object();
        ArrayNode faults = json.putArray("faults");
        cluster.faults().standing().forEach(each -> faults.add(standing(each)));
        json.put("clockOffsetSeconds", cluster.clock().offset().toMillis() / 1000.0);
        return json(200, json);
    }

    private static ObjectNode standing(Faults.Standing standing) {
        ObjectNode json = Json.object().put("id", standing.id());
        json.setAll(RuleNotation.write(standing.rule()));
        return json.put("fired", standing.fired());
    }

    private static Response problem(int code, String why) {
        return json(code, Json.object().put("error", why));
    }

    private static Response json(int code, ObjectNode body) {
        return new Response(code, "application/json", List.of(), 0, body + "\n");
    }

    private static Optional<Duration> time(JsonNode json, String name, Duration most) {
        return Optional.of(json.path(name)).filter(JsonNode::isNumber).map(JsonNode::asDouble)
                .filter(seconds -> Math.abs(seconds) <= most.toSeconds()).map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static Optional<JsonNode> tree(byte[] body) {
        try {
            return Optional.of(Json.MAPPER.readTree(body)).filter(node -> !node.isMissingNode());
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }
}
