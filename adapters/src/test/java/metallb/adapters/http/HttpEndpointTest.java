package metallb.adapters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.core.Answer;
import metallb.domain.core.MetricFamily;
import metallb.domain.core.Query;
import metallb.domain.net.AddressPort;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.route.Origin;
import metallb.domain.route.RouteKey;
import metallb.ports.question.Questions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class HttpEndpointTest {
    private static final Questions.Reply LATE = new Questions.Reply.Late();
    private static final Questions.Reply BUSY = new Questions.Reply.Busy();

    private final Core core = new Core();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpEndpoint endpoint;

    /** Answers every question with what the test put there, and writes the questions down. */
    private static final class Core implements Questions {
        private final List<Query> asked = new ArrayList<>();
        private volatile Reply reply = new Reply.Answered(new Answer.NotHere());
        private volatile boolean alive = true;

        @Override
        public synchronized Reply ask(Query query, Duration patience) {
            asked.add(query);
            assertEquals(Duration.ofSeconds(1), patience);
            return reply;
        }

        @Override
        public boolean isAlive() {
            return alive;
        }
    }

    @BeforeEach
    void start() throws IOException {
        endpoint = HttpEndpoint.start(new AddressPort(IpAddress.of("127.0.0.1"), 0), core,
                () -> List.of(MetricFamily.single("beside_total", "Another's.", MetricFamily.Type.COUNTER, 3)));
    }

    @AfterEach
    void close() {
        endpoint.close();
        client.close();
    }

    private void answers(Answer answer) {
        core.reply = new Questions.Reply.Answered(answer);
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("http://" + endpoint.address() + path))
                .method(method, HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String get(String path) throws Exception {
        HttpResponse<String> response = send("GET", path);
        return response.statusCode() + " " + response.body();
    }

    @Test
    void isAliveWhileTheCoreTurns() throws Exception {
        assertEquals("200 ok\n", get("/livez"));
        assertEquals("200 ok\n", get("/healthz"));
        core.alive = false;
        assertEquals("503 the core's thread is stuck\n", get("/livez"));
        assertEquals("503 the core's thread is stuck\n", get("/healthz"));
        assertEquals(List.of(), core.asked);
    }

    @Test
    void isReadyByTheCoresWord() throws Exception {
        answers(new Answer.Health(true, List.of()));
        assertEquals("200 ok\n", get("/readyz"));
        answers(new Answer.Health(true, List.of(), "standing by; c-1 leads"));
        assertEquals("200 ok\nstanding by; c-1 leads\n", get("/readyz"));
        answers(new Answer.Health(false, List.of("services not listed yet", "no configuration")));
        assertEquals("503 services not listed yet\nno configuration\n", get("/readyz"));
        core.reply = LATE;
        assertEquals("503 the core does not answer\n", get("/readyz"));
        core.reply = BUSY;
        assertEquals("503 too many questions wait\n", get("/readyz"));
    }

    private static MetricFamily.Sample sample(double value, String... labels) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            map.put(labels[i], labels[i + 1]);
        }
        return new MetricFamily.Sample(map, value);
    }

    private static final Answer METRICS = new Answer.Metrics(List.of(
            new MetricFamily("metallb_allocator_addresses_in_use_total", "Addresses in use.", MetricFamily.Type.GAUGE,
                    List.of(sample(3, "pool", "a \"b\"\n"), sample(0, "pool", "c"))),
            new MetricFamily("metallb_bgp_updates_total", "UPDATEs sent.", MetricFamily.Type.COUNTER,
                    List.of(sample(1e6, "peer", "10.0.0.1:179"))),
            MetricFamily.single("metallb_k8s_client_config_loaded_bool", "1 if loaded.", MetricFamily.Type.GAUGE, 1)));

    private static String text(String age) {
        return """
                # HELP metallb_allocator_addresses_in_use_total Addresses in use.
                # TYPE metallb_allocator_addresses_in_use_total gauge
                metallb_allocator_addresses_in_use_total{pool="a \\"b\\"\\n"} 3.0
                metallb_allocator_addresses_in_use_total{pool="c"} 0.0
                # HELP metallb_bgp_updates_total UPDATEs sent.
                # TYPE metallb_bgp_updates_total counter
                metallb_bgp_updates_total{peer="10.0.0.1:179"} 1000000.0
                # HELP metallb_k8s_client_config_loaded_bool 1 if loaded.
                # TYPE metallb_k8s_client_config_loaded_bool gauge
                metallb_k8s_client_config_loaded_bool 1.0
                # HELP metallb_metrics_age_seconds Seconds since the core gave these metrics.
                # TYPE metallb_metrics_age_seconds gauge
                metallb_metrics_age_seconds %s
                """.formatted(age);
    }

    private static String withoutProcess(String metrics) {
        return metrics.replaceAll("(?m)^(# (HELP|TYPE) )?(jvm|process|beside)_.*\n", "");
    }

    @Test
    void showsTheProcessBesides() throws Exception {
        answers(METRICS);
        List<String> names = get("/metrics").lines().filter(line -> line.matches("(jvm|process)_.*"))
                .map(line -> line.replaceFirst(" [^ ]*$", "")).toList();
        assertEquals(List.of("jvm_memory_max_bytes{area=\"heap\"}", "jvm_memory_used_bytes{area=\"heap\"}",
                "jvm_memory_used_bytes{area=\"nonheap\"}", "jvm_threads_current", "process_cpu_seconds_total",
                "process_max_fds", "process_open_fds", "process_resident_memory_bytes",
                "process_start_time_seconds"), names);
    }

    @Test
    void showsWhatIsCountedBesides() throws Exception {
        answers(METRICS);
        assertEquals("""
                # HELP beside_total Another's.
                # TYPE beside_total counter
                beside_total 3.0""", get("/metrics").replaceFirst("200 ", "").lines().filter(line -> line.contains("beside_"))
                .collect(Collectors.joining("\n")));
    }

    @Test
    void showsMetricsAsPrometheusReadsThem() throws Exception {
        answers(METRICS);
        HttpResponse<String> response = send("GET", "/metrics");
        assertEquals("200 " + text("0.0"), response.statusCode() + " " + withoutProcess(response.body()));
        assertEquals("text/plain; version=0.0.4; charset=utf-8",
                response.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(List.of(new Query.Metrics()), core.asked);
    }

    @Test
    void showsTheLastMetricsWithTheirAgeWhereTheCoreIsLate() throws IOException {
        long[] nanos = {5_000_000_000L};
        Metrics metrics = new Metrics(core, Duration.ofSeconds(1), () -> nanos[0], List::of);
        core.reply = LATE;
        assertEquals("503 the core does not answer\n", shown(metrics.scrape()));
        answers(METRICS);
        metrics.scrape();
        core.reply = LATE;
        nanos[0] += 2_500_000_000L;
        assertEquals("200 " + text("2.5"), shown(metrics.scrape()));
    }

    private static String shown(Reply reply) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        switch (reply) {
            case Reply.Whole(int _, String _, byte[] body) -> bytes.write(body);
            case Reply.Written(int _, String _, Reply.Body body) -> body.writeTo(bytes);
        }
        return reply.status() + " " + bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void turnsScrapesAwayWhereTooManyQuestionsWait() throws Exception {
        answers(METRICS);
        get("/metrics");
        core.reply = BUSY;
        assertEquals("503 too many questions wait\n", get("/metrics"));
    }

    @Test
    void showsServicesInPages() throws Exception {
        answers(new Answer.Services(List.of(
                new Answer.ServiceRow(new ObjectKey("a", "web"), List.of(IpAddress.of("192.0.2.1"),
                        IpAddress.of("2001:db8::1")), "assigned", "Assigned IP \"192.0.2.1\""),
                new Answer.ServiceRow(new ObjectKey("b", "web"), List.of(), "AllocationFailed", "no addresses")),
                true));
        assertEquals("""
                200 {
                  "services" : [ {
                    "service" : "a/web",
                    "addresses" : [ "192.0.2.1", "2001:db8::1" ],
                    "outcome" : "assigned",
                    "text" : "Assigned IP \\"192.0.2.1\\""
                  }, {
                    "service" : "b/web",
                    "addresses" : [ ],
                    "outcome" : "AllocationFailed",
                    "text" : "no addresses"
                  } ],
                  "next" : "b/web"
                }""", get("/api/v1/services?after=a%2Fb&limit=2"));
        assertEquals(List.of(new Query.Services(Optional.of(new ObjectKey("a", "b")), 2)), core.asked);
    }

    @Test
    void showsSessions() throws Exception {
        answers(new Answer.Sessions(List.of(new Answer.SessionRow("10.0.0.1:179", "Established", "up", 7))));
        assertEquals("""
                200 {
                  "sessions" : [ {
                    "peer" : "10.0.0.1:179",
                    "state" : "Established",
                    "text" : "up",
                    "routes" : 7
                  } ]
                }""", get("/api/v1/sessions"));
    }

    @Test
    void showsRoutes() throws Exception {
        answers(new Answer.Routes(List.of(new Answer.RouteRow(RouteKey.of(Prefix.of("192.0.2.1/32")), List.of(
                new Answer.Path("10.0.0.2:179", IpAddress.of("10.0.0.2"), "64512", Origin.INCOMPLETE,
                        OptionalLong.of(200), List.of("1234:1")),
                new Answer.Path("10.0.0.3:179", IpAddress.of("10.0.0.2"), "", Origin.IGP, OptionalLong.empty(),
                        List.of())))), false));
        assertEquals("""
                200 {
                  "routes" : [ {
                    "prefix" : "192.0.2.1/32",
                    "paths" : [ {
                      "from" : "10.0.0.2:179",
                      "nextHop" : "10.0.0.2",
                      "asPath" : "64512",
                      "origin" : "INCOMPLETE",
                      "localPreference" : 200,
                      "communities" : [ "1234:1" ]
                    }, {
                      "from" : "10.0.0.3:179",
                      "nextHop" : "10.0.0.2",
                      "asPath" : "",
                      "origin" : "IGP",
                      "communities" : [ ]
                    } ]
                  } ]
                }""", get("/api/v1/routes?after=192.0.2.0/32%237"));
        Prefix after = Prefix.of("192.0.2.0/32");
        assertEquals(List.of(new Query.Routes(Optional.of(new RouteKey(after.family(), after, 7)), 100)), core.asked);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "services?limit=0          | limit: 1 to 1000, not 0",
        "services?limit=1001       | limit: 1 to 1000, not 1001",
        "services?limit=x          | limit: 1 to 1000, not x",
        "services?limit            | limit: 1 to 1000, not",
        "services?after=web        | after: no such key: web",
        "services?after=a/         | after: no such key: a/",
        "services?page=2           | unknown parameter page; there are after and limit",
        "routes?after=192.0.2.1    | after: no such key: 192.0.2.1",
        "routes?after=10.0.0.0/8%23x | after: no such key: 10.0.0.0/8#x",
        "routes?after=10.0.0.0/8%239999999999 | after: no such key: 10.0.0.0/8#9999999999"})
    void saysWhatIsWrongWithAQuery(String path, String why) throws Exception {
        String answer = get("/api/v1/" + path);
        assertEquals("400 {\n  \"error\" : \"" + why + "\"\n}", answer.replace("not \"", "not\""));
        assertEquals(List.of(), core.asked);
    }

    @ParameterizedTest
    @CsvSource({"/, GET, 404", "/metrics/, GET, 404", "/api/v1/pods, GET, 404", "/livez, POST, 405",
        "/api/v1/services, DELETE, 405", "/metrics, PUT, 405", "/nowhere, POST, 404", "/api/v1/sessions, GET, 404",
        "/readyz, GET, 404"})
    void answersNothingElse(String path, String method, int status) throws Exception {
        assertEquals(status, send(method, path).statusCode());
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        answers(METRICS);
        HttpResponse<String> response = send("HEAD", "/metrics");
        assertEquals("200 ", response.statusCode() + " " + response.body());
        assertEquals(OptionalLong.empty(), response.headers().firstValueAsLong("Content-Length"), "not known without writing it");
        HttpResponse<String> probe = send("HEAD", "/livez");
        assertEquals("200 ", probe.statusCode() + " " + probe.body());
        assertEquals("ok\n".length(), probe.headers().firstValueAsLong("Content-Length").orElseThrow());
    }

    @Test
    void staysUpAfterAFailureOfOurs() throws Exception {
        core.reply = null;
        assertEquals("500 internal error\n", get("/metrics"));
        assertEquals("200 ok\n", get("/livez"));
    }

    @Test
    void saysWhereItCannotListenAndWhatToDo() {
        IOException taken = assertThrows(IOException.class, () -> HttpEndpoint.start(endpoint.address(), core, List::of));
        assertEquals("cannot serve HTTP on " + endpoint.address() + ": Address already in use; choose another --port",
                taken.getMessage());
        AddressPort elsewhere = new AddressPort(IpAddress.of("192.0.2.77"), 7472);
        IOException notOurs = assertThrows(IOException.class, () -> HttpEndpoint.start(elsewhere, core, List::of));
        assertEquals("cannot serve HTTP on 192.0.2.77:7472: Cannot assign requested address; choose another"
                + " --http-address", notOurs.getMessage());
    }
}
