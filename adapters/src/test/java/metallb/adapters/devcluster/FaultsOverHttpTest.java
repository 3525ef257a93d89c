package metallb.adapters.devcluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import metallb.adapters.devcluster.fault.Fault;
import metallb.adapters.devcluster.fault.Fault.Break;
import metallb.adapters.devcluster.fault.Fault.BreakWatch;
import metallb.adapters.devcluster.fault.Fault.Stage;
import metallb.adapters.devcluster.fault.Refusal;
import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.fault.Selection;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault as a client meets it on the wire. */
@Timeout(60)
class FaultsOverHttpTest {
    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DevCluster cluster = DevCluster.start(InetAddress.getLoopbackAddress(), 0);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.shutdownNow();
        cluster.goAway();
        cluster.close();
    }

    private HttpResponse<String> send(String method, String path, String body, Duration patience) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(cluster.url() + path)).timeout(patience)
                .header("Content-Type", "application/json").header("User-Agent", "test/1.0")
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return send(method, path, body, PATIENCE);
    }

    private int create(String name) throws IOException, InterruptedException {
        return send("POST", CONFIG_MAPS, "{'metadata':{'name':'" + name + "'}}").statusCode();
    }

    private BufferedReader watch(String query) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(HttpRequest.newBuilder(URI.create(cluster.url() + CONFIG_MAPS + "?watch=true"
                + query)).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode());
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private void once(String verb, Fault fault) {
        cluster.faults().add(Rule.once(Selection.of(verb, "configmaps"), fault));
    }

    private boolean isThere(String name) throws IOException, InterruptedException {
        return send("GET", CONFIG_MAPS + "/" + name, "").statusCode() == 200;
    }

    @ParameterizedTest
    @CsvSource({"409, Conflict, ''", "410, Expired, ''", "429, TooManyRequests, 1", "500, InternalError, ''"})
    void refusesWithoutCarryingOut(int code, String reason, String retryAfter) throws Exception {
        once("create", new Fault.Answer(Refusal.of(code)));
        var refused = send("POST", CONFIG_MAPS, "{'metadata':{'name':'a'}}");
        assertEquals(code, refused.statusCode());
        assertEquals(reason, Json.text(Json.object(refused.body()), "reason"));
        assertEquals(retryAfter, refused.headers().firstValue("Retry-After").orElse(""));
        assertTrue(!isThere("a"));
        assertEquals(201, create("a"));
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, false", "AFTER, true"})
    void losesCallsBeforeOrAfterTheyLand(Stage stage, boolean landed) throws Exception {
        once("create", new Fault.Drop(stage));
        assertThrows(IOException.class, () -> create("a"));
        assertEquals(landed, isThere("a"));
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, false", "AFTER, true"})
    void letsCallsHangBeforeOrAfterTheyLandUntilFaultsAreCleared(Stage stage, boolean landed) throws Exception {
        once("create", new Fault.Hang(Duration.ofMinutes(1), stage));
        assertThrows(HttpTimeoutException.class, () -> send("POST", CONFIG_MAPS, "{'metadata':{'name':'a'}}", Duration.ofMillis(300)));
        assertEquals(landed, isThere("a"));
        cluster.clearFaults();
        assertEquals(landed ? 409 : 201, create("a"));
    }

    @ParameterizedTest
    @CsvSource({"BEFORE", "AFTER"})
    void answersLate(Stage stage) throws Exception {
        once("create", new Fault.Delay(Duration.ofMillis(200), stage));
        long started = System.nanoTime();
        assertEquals(201, create("a"));
        assertTrue(System.nanoTime() - started >= Duration.ofMillis(200).toNanos());
    }

    @Test
    void breaksAnswersOff() throws Exception {
        once("create", new Fault.Truncate(10));
        assertThrows(IOException.class, () -> create("a"));
        assertTrue(isThere("a"));
        String whole = send("GET", CONFIG_MAPS, "").body();
        once("list", new Fault.Truncate(60));
        try (Socket socket = new Socket(cluster.address().getAddress(), cluster.address().getPort())) {
            socket.getOutputStream().write(("GET " + CONFIG_MAPS + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.contains("Content-length: " + whole.length() + "\r\n"), answer);
            assertEquals(whole.substring(0, 60), answer.substring(answer.indexOf("\r\n\r\n") + 4));
        }
    }

    @ParameterizedTest
    @CsvSource({"END, ''", "EXPIRE, '410 ERROR'", "DROP, lost", "CUT, lost"})
    void breaksWatchesAfterSoManyEvents(Break how, String expected) throws Exception {
        once("watch", BreakWatch.of(how, 2));
        try (BufferedReader lines = watch("")) {
            create("a");
            assertEquals("ADDED", Json.text(Json.object(lines.readLine()), "type"));
            create("b");
            if (expected.equals("lost")) {
                assertLost(lines);
                return;
            }
            assertEquals("ADDED", Json.text(Json.object(lines.readLine()), "type"));
            String last = lines.readLine();
            assertEquals(expected, last == null ? "" : Json.number(Json.object(last), "object", "code") + " "
                    + Json.text(Json.object(last), "type"));
            assertTrue(last == null || lines.readLine() == null);
        }
    }

    /** The JDK's client may throw away what it has not handed out yet when a connection is lost. */
    private static void assertLost(BufferedReader lines) {
        assertThrows(IOException.class, () -> {
            while (lines.readLine() != null) {
                continue;
            }
        });
    }

    @Test
    void breaksAWatchBeforeItsFirstEvent() throws Exception {
        once("watch", BreakWatch.of(Break.END, 0));
        try (BufferedReader lines = watch("")) {
            assertNull(lines.readLine());
        }
    }

    @Test
    void letsWatchesHangUntilFaultsAreCleared() throws Exception {
        once("watch", BreakWatch.of(Break.HANG, 1));
        try (BufferedReader lines = watch("&timeoutSeconds=1")) {
            create("a");
            lines.readLine();
            create("b");
            cluster.clearFaults();
            assertLost(lines);
        }
    }

    @Test
    void bringsBurstsOfEventsLate() throws Exception {
        create("a");
        create("b");
        once("watch", new Fault.DelayWatch(Duration.ofMillis(200)));
        long started = System.nanoTime();
        try (BufferedReader lines = watch("")) {
            lines.readLine();
            lines.readLine();
            assertTrue(System.nanoTime() - started >= Duration.ofMillis(200).toNanos());
        }
    }

    @Test
    void goesAwayAndComesBackWithAllItHas() throws Exception {
        create("a");
        int port = cluster.address().getPort();
        BufferedReader lines = watch("");
        lines.readLine();
        cluster.goAway();
        assertLost(lines);
        assertThrows(ConnectException.class, () -> create("b"));
        cluster.comeBack();
        assertEquals(port, cluster.address().getPort());
        assertTrue(isThere("a"));
        assertEquals(201, create("b"));
    }

    @Test
    void stampsObjectsByItsOwnClock() throws Exception {
        cluster.clock().offset(Duration.ofDays(-365));
        create("a");
        String stamp = Json.text(Json.object(send("GET", CONFIG_MAPS + "/a", "").body()), "metadata", "creationTimestamp");
        assertTrue(Instant.parse(stamp).isBefore(Instant.now().minus(Duration.ofDays(364))), stamp);
    }

    @Test
    void takesOrdersByHttp() throws Exception {
        String rule = "{\"verb\":\"create\",\"resource\":\"configmaps\",\"client\":\"test*\",\"fault\":\"drop\",\"landed\":false,\"times\":1}";
        var added = send("POST", "/faults", rule);
        assertEquals(201, added.statusCode());
        assertEquals("{\"id\":\"fault-1\"," + rule.substring(1, rule.length() - 1) + ",\"fired\":0}\n", added.body());
        assertThrows(IOException.class, () -> create("a"));
        assertEquals("{\"faults\":[" + added.body().strip().replace("\"fired\":0", "\"fired\":1") + "],\"clockOffsetSeconds\":0.0}\n",
                send("GET", "/faults", "").body());
        assertEquals("{\"faults\":[],\"clockOffsetSeconds\":0.0}\n", send("DELETE", "/faults/fault-1", "").body());
        send("POST", "/faults", "{'fault':'answer'}");
        assertEquals(500, create("a"));
        assertEquals("{\"faults\":[],\"clockOffsetSeconds\":0.0}\n", send("DELETE", "/faults", "").body());
        assertEquals("{\"faults\":[],\"clockOffsetSeconds\":90.0}\n", send("POST", "/faults/clock", "{'offset':90}").body());
        assertEquals("{\"faults\":[],\"clockOffsetSeconds\":60.5}\n", send("POST", "/faults/clock", "{'step':-29.5}").body());
        assertEquals(200, send("POST", "/faults/seed", "{'seed':7}").statusCode());
    }

    @Test
    void forgetsItsHistoryByHttp() throws Exception {
        String before = cluster.call(store -> store.resourceVersion());
        create("a");
        assertEquals(200, send("POST", "/faults/compact", "").statusCode());
        try (BufferedReader lines = watch("&resourceVersion=" + before)) {
            assertEquals(410, Json.number(Json.object(lines.readLine()), "object", "code"));
        }
    }

    @Test
    void goesAwayByHttpAndComesBackByItself() throws Exception {
        assertEquals(200, send("POST", "/faults/away", "{'seconds':0.5}").statusCode());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean refused = false;
        boolean back = false;
        while (!back && System.nanoTime() < deadline) {
            try {
                back = create("a") == 201 && refused || refused;
            } catch (ConnectException away) {
                refused = true;
            } catch (IOException dying) {
                // the connection from before
            }
        }
        assertTrue(refused && back, "refused " + refused + ", back " + back);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST   | /faults          | nonsense               | 400 | the body is no JSON
            POST   | /faults          | ``                     | 400 | the body is no JSON
            POST   | /faults          | {'fault':'drop','x':1} | 400 | unknown field x
            POST   | /faults/away     | {'seconds':-1}         | 400 | wanted {"seconds": NUMBER}, from 0 to 3600
            POST   | /faults/away     | {}                     | 400 | wanted {"seconds": NUMBER}, from 0 to 3600
            POST   | /faults/clock    | {'step':1,'offset':1}  | 400 | wanted {"step": SECONDS} or {"offset": SECONDS}
            POST   | /faults/clock    | {'offset':1e300}       | 400 | wanted {"step": SECONDS} or {"offset": SECONDS}
            POST   | /faults/seed     | {'seed':'x'}           | 400 | wanted {"seed": WHOLE NUMBER}
            DELETE | /faults/fault-9  | ``                     | 404 | there is no fault "fault-9"
            PUT    | /faults          | {}                     | 404 | no such thing to do with faults: PUT /faults
            """)
    void saysWhatIsWrongWithAnOrder(String method, String path, String body, int code, String why) throws Exception {
        var refused = send(method, path, body);
        assertEquals(code, refused.statusCode());
        assertEquals(why, Json.text(Json.object(refused.body()), "error"));
    }
}
