package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import metallb.adapters.devcluster.fault.Fault;
import metallb.adapters.devcluster.fault.Fault.Break;
import metallb.adapters.devcluster.fault.Refusal;
import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.fault.Selection;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is between a controller and the API server of Kubernetes in {@link FaultyServerTest}, here before the embedded one. */
@Timeout(60)
class FaultProxyTest {
    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
    private static final Target CONFIG_MAP = Target.object(Resources.CONFIG_MAPS, "default", "a");

    private final GuardedCluster behind = new GuardedCluster();
    private final HttpClient client = HttpClient.newHttpClient();
    private FaultProxy proxy;
    private Administrator administrator;

    @BeforeEach
    void start() throws IOException {
        proxy = new FaultProxy(behind);
        administrator = new Administrator(proxy);
    }

    @AfterEach
    void end() {
        client.shutdownNow();
        administrator.close();
        proxy.close();
    }

    private void create(String name) {
        administrator.create(Resources.CONFIG_MAPS, "default", "{\"metadata\":{\"name\":\"" + name + "\"}}");
    }

    private HttpResponse<InputStream> get(String path, String token) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(proxy.url() + path)).header("Authorization", "Bearer " + token)
                .build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private BufferedReader watch() throws IOException, InterruptedException {
        return new BufferedReader(new InputStreamReader(get(CONFIG_MAPS + "?watch=true", proxy.administratorToken()).body(),
                StandardCharsets.UTF_8));
    }

    @Test
    void handsOnCallsTokensAndAnswers() throws IOException, InterruptedException {
        create("a");
        assertEquals(Optional.of("a"), behind.cluster().call(store -> store.get(CONFIG_MAP))
                .map(stored -> Json.text(stored, "metadata", "name")));
        administrator.patch(CONFIG_MAP, "{\"data\":{\"key\":\"value\"}}");
        assertEquals("value", Json.text(administrator.get(CONFIG_MAP).orElseThrow(), "data", "key"));
        administrator.delete(CONFIG_MAP);
        assertEquals(Optional.empty(), administrator.get(CONFIG_MAP));
        assertEquals(401, get(CONFIG_MAPS, "of nobody").statusCode());
    }

    @Test
    void bringsAWatchAsItComes() throws IOException, InterruptedException {
        try (BufferedReader lines = watch()) {
            for (String name : new String[] {"a", "b"}) {
                create(name);
                assertEquals(name, Json.text(Json.object(lines.readLine()), "object", "metadata", "name"));
            }
        }
    }

    @Test
    void doesToCallsWhatItIsToldAndNothingAfterwards() throws IOException, InterruptedException {
        proxy.faults().add(Rule.always(Selection.of("create", "configmaps"), new Fault.Answer(Refusal.of(500))));
        assertThrows(IllegalStateException.class, () -> create("a"));
        assertEquals(Optional.empty(), behind.cluster().call(store -> store.get(CONFIG_MAP)));
        proxy.clearFaults();
        create("a");
        proxy.faults().add(Rule.once(Selection.of("watch", "configmaps"), Fault.BreakWatch.of(Break.END, 1)));
        try (BufferedReader lines = watch()) {
            assertEquals(1, lines.lines().count());
        }
    }

    @Test
    void goesAwayAndComesBackWhereItWas() throws IOException, InterruptedException {
        try (BufferedReader lines = watch()) {
            String url = proxy.url();
            proxy.goAway();
            assertThrows(IOException.class, lines::readLine);
            assertThrows(ConnectException.class, () -> get(CONFIG_MAPS, proxy.administratorToken()));
            proxy.comeBack();
            assertEquals(url, proxy.url());
            assertEquals(200, get(CONFIG_MAPS, proxy.administratorToken()).statusCode());
        }
    }
}
