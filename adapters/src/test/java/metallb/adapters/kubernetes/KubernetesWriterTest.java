package metallb.adapters.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.kubernetes.client.openapi.ApiClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import metallb.adapters.support.objects.EventEncoder;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.Uid;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteId;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.config.ConfigText;
import metallb.domain.net.IpAddress;
import metallb.ports.cluster.WritePermit;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class KubernetesWriterTest {
    private static final Timings QUICK = new Timings(Duration.ofSeconds(5), Duration.ofSeconds(2),
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMillis(200),
            Duration.ofMillis(2), Duration.ofMillis(10));
    private static final EventEncoder REPORTER = new EventEncoder("metallb-controller", "c-0");
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final WriteId ID = id(Kind.SERVICE, "web");
    private static final Write STATUS = new Write.Status(ID, List.of(IpAddress.of("192.0.2.1")));
    private static final String SERVICE = "{\"kind\":\"Service\",\"metadata\":{\"name\":\"web\",\"namespace\":\"ns\","
            + "\"uid\":\"u1\",\"resourceVersion\":\"42\"},"
            + "\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"192.0.2.1\"}]}}}";

    @TempDir
    private Path directory;
    private ApiStub stub;
    private ClusterAccess access;
    private KubernetesWriter writer;

    @BeforeEach
    void open() throws IOException {
        stub = new ApiStub();
        access = stub.access(directory, QUICK);
        writer = new KubernetesWriter(access, StubbedFeed.DECODER, REPORTER, () -> NOW);
    }

    @AfterEach
    void close() {
        writer.close();
        access.close();
        stub.close();
    }

    private static WriteId id(Kind kind, String name) {
        return new WriteId(kind, new ObjectKey("ns", name), new Uid("u1"), new ResourceVersion("41"), 1, 0);
    }

    private WriteOutcome outcome(Write write) throws Exception {
        return outcome(writer, write);
    }

    private static WriteOutcome outcome(KubernetesWriter writer, Write write) throws Exception {
        CompletableFuture<WriteOutcome> told = new CompletableFuture<>();
        writer.write(write, told::complete);
        return told.get(10, TimeUnit.SECONDS);
    }

    private void awaitRequests(String... expected) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (stub.requests().size() < expected.length && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertEquals(String.join("\n", expected), String.join("\n", stub.requests()));
    }

    @Test
    void writesAStatusAsAMergePatchOfTheSubresource() throws Exception {
        stub.then(200, SERVICE);
        WriteOutcome.Done done = assertInstanceOf(WriteOutcome.Done.class, outcome(STATUS));
        assertEquals(ID, done.id());
        assertEquals(new ResourceVersion("42"), done.object().meta().version());
        assertEquals(List.of("192.0.2.1"), ((Service) done.object()).ingress());
        awaitRequests("PATCH /api/v1/namespaces/ns/services/web/status?fieldManager=metallb-controller "
                + "{\"metadata\":{\"resourceVersion\":\"41\"},"
                + "\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"192.0.2.1\"}]}}}");
    }

    @Test
    void namesTheMediaTypeItselfAndItsToken() throws Exception {
        CompletableFuture<String> headers = new CompletableFuture<>();
        stub.then(exchange -> {
            headers.complete(exchange.getRequestHeaders().getFirst("Content-Type") + ", "
                    + exchange.getRequestHeaders().getFirst("Accept") + ", "
                    + exchange.getRequestHeaders().getFirst("Authorization") + ", "
                    + exchange.getRequestHeaders().getFirst("User-Agent"));
            ApiStub.send(exchange, 404, "");
        });
        outcome(STATUS);
        assertEquals("application/merge-patch+json, application/json, Bearer secret, metallb-test/0",
                headers.get(10, TimeUnit.SECONDS));
    }

    @Test
    void writesAnAcceptedTextIntoItsConfigMap() throws Exception {
        stub.then(409, "");
        WriteId id = id(Kind.ACCEPTED_CONFIG, "config-accepted");
        ConfigText text = ConfigText.of("peers: []\n");
        assertEquals(new WriteOutcome.Conflict(id),
                outcome(new Write.Accept(id, text, new ResourceVersion("40"))));
        awaitRequests("PATCH /api/v1/namespaces/ns/configmaps/config-accepted?fieldManager=metallb-controller "
                + "{\"metadata\":{\"resourceVersion\":\"41\",\"annotations\":{"
                + "\"metallb.universe.tf/accepted-source-version\":\"40\","
                + "\"metallb.universe.tf/accepted-hash\":\"" + text.hash() + "\"}},"
                + "\"data\":{\"config\":\"peers: []\\n\"}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "409 | `{\"message\":\"changed\"}`              | Conflict[id=ID]",
        "404 | `{\"message\":\"not found\"}`            | Gone[id=ID]",
        "403 | `{\"message\":\"may not\"}`              | Refused[id=ID, status=403, text=may not, retryAfter=PT0S]",
        "422 | `{\"message\":\"Invalid value\"}`        | Refused[id=ID, status=422, text=Invalid value, retryAfter=PT0S]",
        "429 | `slow down`                              | Refused[id=ID, status=429, text=slow down, retryAfter=PT0S]",
        "503 | ``                                       | Refused[id=ID, status=503, text=HTTP 503, retryAfter=PT0S]",
        "500 | `{\"message\":\"webhook\",\"reason\":\"InternalError\"}`"
                + "                                     | Refused[id=ID, status=500, text=webhook, retryAfter=PT0S]",
        "500 | `{\"message\":\"request timed out\"}`    | Unknown[id=ID, why=HTTP 500: request timed out]",
        "502 | `<html>`                                 | Unknown[id=ID, why=HTTP 502: <html>]",
        "504 | ``                                       | Unknown[id=ID, why=HTTP 504: HTTP 504]",
        "202 | `{}`                                     | Unknown[id=ID, why=HTTP 202: {}]",
        "200 | `garbage`                                | Unknown[id=ID, why=the answer is no Service]",
        "200 | `{}`                                     | Unknown[id=ID, why=the answer is no Service]",
        "200 | `{\"metadata\":{\"name\":\"other\",\"namespace\":\"ns\",\"uid\":\"u1\",\"resourceVersion\":\"1\"}}`"
                + "                                     | Unknown[id=ID, why=the answer is no Service]",
        "200 | `{\"metadata\":{\"name\":\"web\",\"namespace\":\"ns\",\"uid\":\"u2\",\"resourceVersion\":\"1\"}}`"
                + "                                     | Gone[id=ID]"})
    void tellsWhatAnAnswerMeans(int status, String body, String outcome) throws Exception {
        stub.then(status, body);
        assertEquals(outcome, outcome(STATUS).toString().replace(ID.toString(), "ID"));
    }

    @Test
    void knowsNothingWhereTheServerDoesNotAnswer() throws Exception {
        assertEquals(new WriteOutcome.Unknown(ID, "no answer: nothing heard in time"), outcome(STATUS));
    }

    @Test
    void knowsNothingWhereTheConnectionIsCutAndAsksOnlyOnce() throws Exception {
        stub.then(exchange -> {
            throw new IOException("cut");
        });
        assertInstanceOf(WriteOutcome.Unknown.class, outcome(STATUS));
        assertEquals(1, stub.requests().size());
    }

    @Test
    void knowsNothingWhereNobodyListens() throws Exception {
        stub.close();
        assertInstanceOf(WriteOutcome.Unknown.class, outcome(STATUS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "404 | ``                         | ReadBack[id=ID, object=Optional.empty]",
        "200 | `{\"metadata\":{\"name\":\"web\",\"namespace\":\"ns\",\"uid\":\"u2\",\"resourceVersion\":\"1\"}}`"
                + "                       | ReadBack[id=ID, object=Optional.empty]",
        "200 | `{}`                       | Unknown[id=ID, why=the answer is no Service]",
        "403 | `{\"message\":\"may not\"}`| Unknown[id=ID, why=HTTP 403: may not]",
        "500 | ``                         | Unknown[id=ID, why=HTTP 500: HTTP 500]"})
    void tellsWhatAReadMeans(int status, String body, String outcome) throws Exception {
        stub.then(status, body);
        assertEquals(outcome, outcome(new Write.Read(ID)).toString().replace(ID.toString(), "ID"));
    }

    /** Longer than half a minute is for the core to judge; a date is not read. */
    @ParameterizedTest
    @CsvSource({"429, 7, 7", "503, 3600, 3600", "429, , 0", "429, Fri 27 Nov 2026 10:00:00 GMT, 0", "429, -1, 0"})
    void tellsHowLongTheServerWantsToBeLeftAlone(int status, String header, long seconds) throws Exception {
        for (Write write : List.of(STATUS, new Write.Read(ID))) {
            stub.then(exchange -> {
                if (header != null) {
                    exchange.getResponseHeaders().set("Retry-After", header);
                }
                ApiStub.send(exchange, status, "slow down");
            });
            assertEquals(new WriteOutcome.Refused(ID, status, "slow down", Duration.ofSeconds(seconds)), outcome(write));
        }
    }

    @Test
    void readsConsistently() throws Exception {
        stub.then(200, SERVICE);
        WriteOutcome.ReadBack back = assertInstanceOf(WriteOutcome.ReadBack.class, outcome(new Write.Read(ID)));
        assertEquals(Optional.of(new ResourceVersion("42")), back.object().map(object -> object.meta().version()));
        awaitRequests("GET /api/v1/namespaces/ns/services/web");
    }

    @Test
    void aWriteThatMayNotBeBegunDoesNotLeave() throws Exception {
        long[] nanos = {0};
        try (KubernetesWriter fenced =
                new KubernetesWriter(access, StubbedFeed.DECODER, REPORTER, () -> NOW, () -> nanos[0])) {
            Write ofTerm2 = new Write.Status(new WriteId(ID.kind(), ID.key(), ID.uid(), ID.version(), 1, 2),
                    List.of(IpAddress.of("192.0.2.1")));
            stub.then(200, SERVICE);
            WriteOutcome notSent = new WriteOutcome.Unknown(ofTerm2.id(),
                    "not sent: the term that it was decided in is over");

            fenced.permit(WritePermit.never());
            assertEquals(notSent, outcome(fenced, ofTerm2));
            fenced.permit(new WritePermit(3, 1_000));
            assertEquals(notSent, outcome(fenced, ofTerm2));
            fenced.permit(new WritePermit(2, 1_000));
            nanos[0] = 1_000;
            assertEquals(notSent, outcome(fenced, ofTerm2));
            assertEquals(List.of(), stub.requests());

            nanos[0] = 999;
            assertInstanceOf(WriteOutcome.Done.class, outcome(fenced, ofTerm2));
        }
    }

    /** Stopped while it connects, it is no leader any more when there is a connection. */
    @Test
    void aTermThatEndsWhileAWriteConnectsKeepsItFromLeaving() throws Exception {
        CompletableFuture<KubernetesWriter> connecting = new CompletableFuture<>();
        ApiClient client = new ApiClient(new OkHttpClient.Builder().eventListener(new EventListener() {
            @Override
            public void connectEnd(Call call, InetSocketAddress server, Proxy proxy, Protocol protocol) {
                connecting.join().permit(WritePermit.never());
            }
        }).build()).setBasePath(stub.url());
        try (ClusterAccess slow = new ClusterAccess(client, "stub", "metallb-test/0", QUICK);
                KubernetesWriter fenced = new KubernetesWriter(slow, StubbedFeed.DECODER, REPORTER, () -> NOW)) {
            connecting.complete(fenced);
            stub.then(200, SERVICE);
            fenced.permit(WritePermit.always());

            assertEquals(new WriteOutcome.Unknown(ID, "not sent: the term that it was decided in is over"),
                    outcome(fenced, STATUS));
            assertEquals(List.of(), stub.requests());
        }
    }

    @Test
    void aTermThatEndsTakesItsEventsWithIt() {
        writer.permit(new WritePermit(2, Long.MAX_VALUE));
        for (int i = 0; i < 30; i++) {
            writer.publish(new KubernetesEvent(new KubernetesEvent.Regarding(Kind.SERVICE, ID.key(), ID.uid(), ID.version()),
                    KubernetesEvent.Type.NORMAL, "IPAllocated", "Assign", "note " + i), 2);
        }
        // the first of them is never answered
        awaitSingleRequest();

        writer.permit(WritePermit.never());

        assertEquals(29, writer.metrics().getFirst().samples().getLast().value());
        assertEquals(0, writer.metrics().get(1).samples().getFirst().value());
    }

    private void awaitSingleRequest() {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (stub.requests().isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertEquals(1, stub.requests().size());
    }
}
