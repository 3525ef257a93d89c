package metallb.adapters.devcluster;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import metallb.adapters.support.apistore.Request;
import metallb.adapters.support.apistore.access.Credentials;
import metallb.adapters.support.apistore.access.Gate;

/** Lets through to what stands beside the API whom a role allows the path ({@code nonResourceURLs}). */
final class BesideFilter extends Filter {
    private final DevCluster cluster;

    BesideFilter(DevCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String description() {
        return "access beside the API";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        var request = new Request(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), Map.of(), "", "", new byte[0],
                cluster.now(), "");
        Credentials credentials = ApiHandler.credentials(exchange);
        switch (cluster.call(store -> cluster.gate().admitBeside(store, request, credentials))) {
            case Gate.Passage.Admitted _ -> chain.doFilter(exchange);
            case Gate.Passage.Refused(var response) -> {
                try (exchange) {
                    exchange.getRequestBody().readNBytes(ApiHandler.MOST_BODY);
                    ApiHandler.respond(exchange, response);
                }
            }
        }
    }
}
