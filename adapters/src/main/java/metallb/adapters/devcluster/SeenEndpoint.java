package metallb.adapters.devcluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import metallb.adapters.support.apistore.Response;
import metallb.adapters.support.apistore.access.Gate;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who did what so far, beside the API: {@code GET /seen} answers every (account, verb, resource, allowed) once, sorted. */
final class SeenEndpoint implements HttpHandler {
    private final Gate gate;

    SeenEndpoint(Gate gate) {
        this.gate = gate;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            ObjectNode json = Json.object();
            ArrayNode seen = json.putArray("seen");
            gate.seen().forEach(each -> seen.addObject().put("account", each.account()).put("verb", each.verb())
                    .put("resource", each.resource()).put("allowed", each.allowed()));
            ApiHandler.respond(exchange, new Response(200, "application/json", List.of(), 0, json + "\n"));
        }
    }
}
