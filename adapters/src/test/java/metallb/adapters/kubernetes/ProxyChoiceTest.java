package metallb.adapters.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ProxyChoiceTest {
    private static final String NO_PROXY = "other.example, .sub.example,*.star.example,name.example,10.0.0.0/8,"
            + "192.0.2.7,[2001:db8::1],port.example:6443";

    @TempDir
    private Path directory;

    /** {@code NAME=VALUE NAME=VALUE} as an environment. */
    private static Map<String, String> environment(String text) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String each : text.split(" ")) {
            environment.put(each.split("=", 2)[0], each.split("=", 2)[1]);
        }
        return environment;
    }

    private static String chosen(ProxyChoice choice) {
        return switch (choice) {
            case ProxyChoice.Direct() -> "direct";
            case ProxyChoice.Through(var proxy, var credentials) ->
                    proxy.type() + " " + proxy.address() + credentials.map(" "::concat).orElse("");
            case ProxyChoice.Unusable(String why) -> why;
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "https://api.example:6443 | HTTPS_PROXY=http://p:3128                      | HTTP p/<unresolved>:3128",
        "https://api.example:6443 | HTTP_PROXY=http://p:3128                       | direct",
        "http://api.example:6443  | HTTP_PROXY=http://p:3128                       | HTTP p/<unresolved>:3128",
        "https://api.example:6443 | https_proxy=p:3128                             | HTTP p/<unresolved>:3128",
        "https://api.example:6443 | HTTPS_PROXY=http://large https_proxy=http://sm | HTTP large/<unresolved>:80",
        "https://api.example:6443 | HTTPS_PROXY=http://me:pw@p:3128                | HTTP p/<unresolved>:3128 me:pw",
        "https://api.example:6443 | HTTPS_PROXY=socks5://p                         | SOCKS p/<unresolved>:1080",
        "https://api.example:6443 | HTTPS_PROXY=https://me:pw@p:3128               | HTTPS_PROXY is no proxy that can be "
                + "used; wanted http://HOST:PORT or socks5://HOST:PORT",
        "https://127.0.0.2:6443   | HTTPS_PROXY=http://p                           | direct",
        "https://localhost:6443   | HTTPS_PROXY=http://p                           | direct",
        "https://[::1]:6443       | HTTPS_PROXY=http://p                           | direct",
        "https://api.example:6443 | HTTPS_PROXY=http://p NO_PROXY=*                | direct"})
    void isMadeAsClientGoDoes(String server, String environment, String expected) {
        assertEquals(expected, chosen(ProxyChoice.of(Optional.empty(), environment(environment), URI.create(server))));
    }

    @ParameterizedTest
    @CsvSource({"https://name.example, true", "https://NAME.example, true", "https://below.name.example, true",
        "https://rename.example, false", "https://sub.example, false", "https://x.sub.example, true",
        "https://star.example, false", "https://x.star.example, true", "https://10.1.2.3, true", "https://11.1.2.3, false",
        "https://192.0.2.7:6443, true", "https://192.0.2.8, false", "https://[2001:db8::1]:6443, true",
        "https://port.example:6443, true", "https://port.example, false"})
    void knowsWhatNoProxyNames(String server, boolean direct) {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://p", "no_proxy", NO_PROXY);
        assertEquals(direct ? "direct" : "HTTP p/<unresolved>:80",
                chosen(ProxyChoice.of(Optional.empty(), environment, URI.create(server))));
    }

    /** The kubeconfig's proxy counts before the environment's, for this host too. */
    @Test
    void goesThroughTheKubeconfigsProxyAndSaysWhoItIs() throws Exception {
        try (ApiStub proxy = new ApiStub()) {
            proxy.then(407, "").then(exchange -> ApiStub.send(exchange, 200,
                    exchange.getRequestHeaders().getFirst("Proxy-Authorization")));
            Path file = Files.writeString(directory.resolve("k"), """
                    current-context: here
                    clusters: [{name: c, cluster: {server: "http://api.example:8080", proxy-url: "%s"}}]
                    contexts: [{name: here, context: {cluster: c, user: u}}]
                    users: [{name: u, user: {token: t}}]
                    """.formatted(proxy.url().replace("://", "://me:pass@")));
            AccessSearch search = new AccessSearch(Optional.of(file), Map.of("HTTP_PROXY", "http://nobody", "NO_PROXY", "*"),
                    directory, "test/0", Timings.usual());
            try (ClusterAccess access = ((AccessSearch.Finding.Found) search.find()).access();
                    Response response = access.get("/version").execute()) {
                assertEquals("Basic bWU6cGFzcw==", Json.body(response));
                assertEquals("--kubeconfig " + file + ", context here, proxy " + proxy.url().replace("http://", "")
                        .replace(":", "/<unresolved>:") + ", server http://api.example:8080", access.toString());
            }
            assertEquals(List.of("GET http://api.example:8080/version", "GET http://api.example:8080/version"),
                    proxy.requests());
        }
    }
}
