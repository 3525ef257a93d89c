package metallb.adapters.devcluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DevClusterHttpTest {
    private static final String CONFIG_MAPS = "/api/v1/namespaces/metallb-system/configmaps";

    private final DevCluster cluster = DevCluster.start(InetAddress.getLoopbackAddress(), 0);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(cluster.url() + path)).timeout(Duration.ofSeconds(20)).header("Accept", "application/json")
                .header("User-Agent", "test/1.0");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String contentType, String body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", contentType).method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    private BufferedReader watch(String path) throws IOException, InterruptedException {
        HttpResponse<java.io.InputStream> response = client.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode());
        assertEquals("application/json", response.headers().firstValue("Content-Type").orElseThrow());
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    @Test
    void beginsWithThreeNamespaces() throws Exception {
        var list = Json.object(send(request("/api/v1/namespaces")).body());
        assertEquals(List.of("default", "kube-system", "metallb-system"), StreamSupport.stream(list.get("items").spliterator(), false)
                .map(item -> Json.text(item, "metadata", "name")).toList());
    }

    @Test
    void createsReadsPatchesAndDeletes() throws Exception {
        assertEquals(201, send("POST", CONFIG_MAPS, "application/json", "{'metadata':{'name':'config'},'data':{'config':'1'}}").statusCode());
        assertEquals(200, send("PATCH", CONFIG_MAPS + "/config", "application/merge-patch+json", "{'data':{'config':'2'}}").statusCode());
        var read = send(request(CONFIG_MAPS + "/config"));
        assertEquals("application/json", read.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("2", Json.text(Json.object(read.body()), "data", "config"));
        assertEquals(200, send(request(CONFIG_MAPS + "/config").DELETE()).statusCode());
        var gone = send(request(CONFIG_MAPS + "/config"));
        assertEquals(404, gone.statusCode());
        assertEquals("application/json", gone.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void sendsWarningsAndWhenToComeBack() throws Exception {
        var warned = send("POST", CONFIG_MAPS, "application/json", "{'metadata':{'name':'w'},'dta':{}}");
        assertEquals(List.of("299 - \"unknown field \\\"dta\\\"\""), warned.headers().allValues("Warning"));
        assertEquals("1", send(request(CONFIG_MAPS + "?resourceVersion=999")).headers().firstValue("Retry-After").orElseThrow());
    }

    @Test
    void streamsChangesAsTheyHappen() throws Exception {
        try (BufferedReader lines = watch(CONFIG_MAPS + "?watch=true&resourceVersion=" + cluster.call(ApiStore::resourceVersion))) {
            send("POST", CONFIG_MAPS, "application/json", "{'metadata':{'name':'a'}}");
            assertEquals("ADDED", Json.text(Json.object(lines.readLine()), "type"));
            send("PATCH", CONFIG_MAPS + "/a", "application/merge-patch+json", "{'data':{'k':'v'}}");
            assertEquals("v", Json.text(Json.object(lines.readLine()), "object", "data", "k"));
            send(request(CONFIG_MAPS + "/a").DELETE());
            assertEquals("DELETED", Json.text(Json.object(lines.readLine()), "type"));
        }
    }

    @Test
    void endsAWatchAtItsTimeoutAndAfterAnError() throws Exception {
        try (BufferedReader lines = watch(CONFIG_MAPS + "?watch=true&timeoutSeconds=1")) {
            assertNull(lines.readLine());
        }
        send("POST", CONFIG_MAPS, "application/json", "{'metadata':{'name':'a'}}");
        cluster.call(store -> {
            store.compact();
            return null;
        });
        try (BufferedReader lines = watch(CONFIG_MAPS + "?watch=true&resourceVersion=2")) {
            assertEquals(410, Json.number(Json.object(lines.readLine()), "object", "code"));
            assertNull(lines.readLine());
        }
    }

    @Test
    void endsWatchesWhenItStops() throws Exception {
        try (BufferedReader lines = watch(CONFIG_MAPS + "?watch=true")) {
            cluster.close();
            assertNull(lines.readLine());
        }
    }

    @Test
    void emptiesANamespaceThatIsDeletedOnceNothingHoldsItsObjects() throws Exception {
        String held = "/api/v1/namespaces/passing/configmaps/held";
        send("POST", "/api/v1/namespaces", "application/json", "{'metadata':{'name':'passing'}}");
        send("POST", "/api/v1/namespaces/passing/configmaps", "application/json", "{'metadata':{'name':'a'}}");
        send("POST", "/api/v1/namespaces/passing/configmaps", "application/json",
                "{'metadata':{'name':'held','finalizers':['example.org/hold']}}");
        send(request("/api/v1/namespaces/passing").DELETE());
        awaitGone("/api/v1/namespaces/passing/configmaps/a");
        assertEquals("Terminating", Json.text(Json.object(send(request("/api/v1/namespaces/passing")).body()), "status", "phase"));
        assertEquals(200, send(request(held)).statusCode());
        send("PATCH", held, "application/merge-patch+json", "{'metadata':{'finalizers':null}}");
        awaitGone("/api/v1/namespaces/passing");
        assertEquals(404, send(request(held)).statusCode());
    }

    private void awaitGone(String path) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (send(request(path)).statusCode() != 404) {
            assertTrue(System.nanoTime() < deadline, path + " is still there");
        }
    }

    @Test
    void refusesABodyOverTheBound() throws Exception {
        var refused = send("POST", CONFIG_MAPS, "application/json", "x".repeat(3 * 1024 * 1024 + 1));
        assertEquals(413, refused.statusCode());
        assertEquals("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"Request entity too "
                + "large: limit is 3145728\",\"reason\":\"RequestEntityTooLarge\",\"code\":413}\n", refused.body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /healthz      | 200 | text/plain; charset=utf-8 | ok
            /readyz       | 200 | text/plain; charset=utf-8 | ok
            /nothing      | 404 | text/plain; charset=utf-8 | 404 page not found
            /apis/discovery.k8s.io/v1 | 200 | application/json | {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"discovery.k8s.io/v1","resources":[{"name":"endpointslices","singularName":"endpointslice","namespaced":true,"kind":"EndpointSlice","verbs":["create","delete","deletecollection","get","list","patch","update","watch"],"storageVersionHash":"qgS0xkrxYAI="}]}
            /apis         | 200 | application/json | {"kind":"APIGroupList","apiVersion":"v1","groups":[{"name":"apps","versions":[{"groupVersion":"apps/v1","version":"v1"}],"preferredVersion":{"groupVersion":"apps/v1","version":"v1"}},{"name":"events.k8s.io","versions":[{"groupVersion":"events.k8s.io/v1","version":"v1"}],"preferredVersion":{"groupVersion":"events.k8s.io/v1","version":"v1"}},{"name":"authentication.k8s.io","versions":[{"groupVersion":"authentication.k8s.io/v1","version":"v1"}],"preferredVersion":{"groupVersion":"authentication.k8s.io/v1","version":"v1"}},{"name":"authorization.k8s.io","versions":[{"groupVersion":"authorization.k8s.io/v1","version":"v1"}],"preferredVersion":{"groupVersion":"authorization.k8s.io/v1","version":"v1"}},{"name":"networking.k8s.io","versions":[{"groupVersion":"networking.k8s.io/v1","version":"v1"}],"preferredVersion":{"groupVersion":"networking.k8s.io/v1","version":"v1"}},{"name":"policy","versions":[{"groupVersion":"policy/v1","version":"v1"}],"preferredVersion":{"groupVersion":"policy/v1","version":"v1"}},{"name":"rbac.authorization.k8s.io","versions":[{"groupVersion":"rbac.authorization.k8s.io/v1","version":"v1"}],"preferredVersion":{"groupVersion":"rbac.authorization.k8s.io/v1","version":"v1"}},{"name":"scheduling.k8s.io","versions":[{"groupVersion":"scheduling.k8s.io/v1","version":"v1"}],"preferredVersion":{"groupVersion":"scheduling.k8s.io/v1","version":"v1"}},{"name":"coordination.k8s.io","versions":[{"groupVersion":"coordination.k8s.io/v1","version":"v1"}],"preferredVersion":{"groupVersion":"coordination.k8s.io/v1","version":"v1"}},{"name":"discovery.k8s.io","versions":[{"groupVersion":"discovery.k8s.io/v1","version":"v1"}],"preferredVersion":{"groupVersion":"discovery.k8s.io/v1","version":"v1"}}]}
            """)
    void answersWhatIsAskedBeforeObjects(String path, int code, String contentType, String body) throws Exception {
        var response = send(request(path));
        assertEquals(code, response.statusCode());
        assertEquals(contentType, response.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(body, response.body().strip());
    }

    @Test
    void answersOlderClientsInTheOldForm() throws Exception {
        var response = send(HttpRequest.newBuilder(URI.create(cluster.url() + "/api")).header("Accept",
                "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json"));
        assertEquals("{\"kind\":\"APIVersions\",\"versions\":[\"v1\"],\"serverAddressByClientCIDRs\":[{\"clientCIDR\":\"0.0.0.0/0\","
                + "\"serverAddress\":\"127.0.0.1:" + cluster.address().getPort() + "\"}]}\n", response.body());
    }

    @Test
    void discoversInTheAggregatedForm() throws Exception {
        String form = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
        var response = send(HttpRequest.newBuilder(URI.create(cluster.url() + "/api")).header("Accept", form + ",application/json"));
        assertEquals(form, response.headers().firstValue("Content-Type").orElseThrow());
        var services = StreamSupport.stream(Json.object(response.body()).at("/items/0/versions/0/resources").spliterator(), false)
                .filter(each -> Json.text(each, "resource").equals("services")).findFirst().orElseThrow();
        assertEquals("{\"resource\":\"services\",\"responseKind\":{\"group\":\"\",\"version\":\"\",\"kind\":\"Service\"},\"scope\":"
                + "\"Namespaced\",\"singularResource\":\"service\",\"verbs\":[\"create\",\"delete\",\"deletecollection\",\"get\",\"list\","
                + "\"patch\",\"update\",\"watch\"],\"shortNames\":[\"svc\"],\"categories\":[\"all\"],\"subresources\":[{\"subresource\":"
                + "\"status\",\"responseKind\":{\"group\":\"\",\"version\":\"\",\"kind\":\"Service\"},\"verbs\":[\"get\",\"patch\","
                + "\"update\"]}]}", services.toString());
    }
}
