package metallb.adapters.kubernetes;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.Pair;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import tools.jackson.databind.JsonNode;

/**
 * A way into a cluster's API, shared by what lists, watches and writes. Found by {@link AccessSearch}.
 *
 * <p>Calls are never repeated by the HTTP client itself: who asked decides what an unanswered call means.
 */
public final class ClusterAccess implements AutoCloseable {
    private static final String[] AUTHENTICATION = {"BearerToken"};

    private final ApiClient client;
    private final String origin;
    private final Timings timings;
    private final OkHttpClient calls;
    private final OkHttpClient pages;
    private final OkHttpClient watches;

    /** By way of a proxy. */
    ClusterAccess(ApiClient client, String origin, String userAgent, Timings timings, ProxyChoice.Through through) {
        this(client.setHttpClient(client.getHttpClient().newBuilder()
                .proxy(through.proxy())
                .proxyAuthenticator((_, asked) -> through.credentials()
                        .filter(_ -> asked.request().header("Proxy-Authorization") == null)
                        .map(credentials -> asked.request().newBuilder()
                                .header("Proxy-Authorization", basic(credentials)).build())
                        .orElse(null))
                .build()), origin, userAgent, timings);
    }

    ClusterAccess(ApiClient client, String origin, String userAgent, Timings timings) {
        this.client = Objects.requireNonNull(client, "client");
        this.origin = Objects.requireNonNull(origin, "origin");
        this.timings = Objects.requireNonNull(timings, "timings");
        client.setUserAgent(userAgent);
        this.calls = client.getHttpClient().newBuilder()
                .retryOnConnectionFailure(false)
                .connectTimeout(timings.connect())
                .writeTimeout(timings.read())
                .readTimeout(timings.read())
                .callTimeout(timings.call())
                .addNetworkInterceptor(LastCheck::intercept)
                .build();
        this.pages = calls.newBuilder().callTimeout(timings.page()).build();
        // a watch may be silent for as long as the server keeps it open, but not longer: over HTTP/1.1 nothing else
        // would ever tell that the server is gone
        this.watches = calls.newBuilder()
                .readTimeout(timings.watch().plus(timings.silence()))
                .callTimeout(timings.watch().plus(timings.silence()).plus(timings.call()))
                .build();
    }

    /**
     * The same way with connections of its own: what hangs on the others does not hang here.
     *
     * @param call for the whole of a call
     */
    ClusterAccess apart(Duration call) {
        return new ClusterAccess(this, call);
    }

    private ClusterAccess(ClusterAccess other, Duration call) {
        this.client = other.client;
        this.origin = other.origin;
        this.timings = other.timings;
        this.calls = other.calls.newBuilder()
                .dispatcher(new Dispatcher())
                .connectionPool(new ConnectionPool())
                .callTimeout(call)
                .build();
        this.pages = calls;
        this.watches = calls;
    }

    /** How the cluster was found and where it is, for the log: {@code kubeconfig FILE, context NAME, server URL}. */
    @Override
    public String toString() {
        return origin + ", server " + client.getBasePath();
    }

    /** Ends every call under way. */
    @Override
    public void close() {
        calls.dispatcher().cancelAll();
        calls.dispatcher().executorService().shutdown();
        calls.connectionPool().evictAll();
    }

    /** {@code user:password} as a header (RFC 7617). */
    private static String basic(String credentials) {
        String user = credentials.split(":", 2)[0];
        return Credentials.basic(user, credentials.substring(Math.min(credentials.length(), user.length() + 1)));
    }

    Timings timings() {
        return timings;
    }

    Call get(String path) throws IOException {
        return calls.newCall(request("GET", path, Map.of(), null, "application/json"));
    }

    /** The same call, which asks this first, at the last moment before it leaves. */
    Call checked(Call call, LastCheck check) {
        return LastCheck.of(calls, call, check);
    }

    Call page(String path, Map<String, String> query) throws IOException {
        return pages.newCall(request("GET", path, query, null, "application/json"));
    }

    Call watch(String path, Map<String, String> query) throws IOException {
        return watches.newCall(request("GET", path, query, null, "application/json"));
    }

    Call mergePatch(String path, Map<String, String> query, JsonNode body) throws IOException {
        return calls.newCall(request("PATCH", path, query, body, "application/merge-patch+json"));
    }

    Call post(String path, Map<String, String> query, JsonNode body) throws IOException {
        return calls.newCall(request("POST", path, query, body, "application/json"));
    }

    private Request request(String method, String path, Map<String, String> query, JsonNode body, String type)
            throws IOException {
        List<Pair> pairs = new ArrayList<>();
        query.forEach((name, value) -> pairs.add(new Pair(name, value)));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        headers.put("Content-Type", type);
        try {
            return client.buildRequest(client.getBasePath(), path, method, pairs, List.of(),
                    body == null ? null : Json.bytes(body), headers, new LinkedHashMap<>(), new LinkedHashMap<>(),
                    AUTHENTICATION, null);
        } catch (ApiException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
