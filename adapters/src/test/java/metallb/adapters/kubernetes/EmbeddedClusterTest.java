package metallb.adapters.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import metallb.adapters.devcluster.DevCluster;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.PatchType;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.WriteOptions;
import metallb.adapters.support.objects.EventEncoder;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.ConfigSource;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.Uid;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteId;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.config.ConfigText;
import metallb.domain.net.IpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Feed and writer against a whole API, over HTTP: the embedded cluster, as a user would reach it. */
@Timeout(60)
class EmbeddedClusterTest {
    private static final Timings QUICK = new Timings(Duration.ofSeconds(5), Duration.ofSeconds(5),
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(1),
            Duration.ofMillis(5), Duration.ofMillis(50));
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final EventEncoder REPORTER = new EventEncoder("metallb-controller", "c-0");
    private static final ObjectKey CONFIG = new ObjectKey("metallb-system", "config");
    private static final ObjectKey ACCEPTED = new ObjectKey("metallb-system", "config-accepted");
    private static final ObjectKey SECRET = new ObjectKey("metallb-system", "tor");
    private static final ObjectKey WEB = new ObjectKey("default", "web");
    private static final ObjectKey SLICE = new ObjectKey("default", "web-1");
    private static final ObjectKey NODE = ObjectKey.ofCluster("n1");

    @TempDir
    private Path directory;
    private final ApiStore store = new ApiStore(1);
    private final Heard heard = new Heard();
    private DevCluster cluster;
    private ClusterAccess access;
    private KubernetesFeed feed;
    private KubernetesWriter writer;

    @BeforeEach
    void start() throws IOException {
        cluster = DevCluster.start(InetAddress.getLoopbackAddress(), 0, store, CLOCK);
        Path file = Files.writeString(directory.resolve("kubeconfig"), cluster.kubeconfig());
        AccessSearch search = new AccessSearch(Optional.of(file), Map.of(), directory, "metallb-test/0", QUICK);
        access = assertInstanceOf(AccessSearch.Finding.Found.class, search.find()).access();
        writer = new KubernetesWriter(access, StubbedFeed.DECODER, REPORTER, () -> NOW);
    }

    @AfterEach
    void end() {
        if (feed != null) {
            feed.close();
        }
        writer.close();
        access.close();
        cluster.close();
    }

    private void watchAll() {
        feed = KubernetesFeed.open(access, new TreeSet<>(List.of(Kind.values())), CONFIG, ACCEPTED,
                StubbedFeed.DECODER, heard);
    }

    // ---- what users do to the store

    private static Resource resource(Kind kind) {
        return switch (kind) {
            case SERVICE -> Resources.SERVICES;
            case ENDPOINT_SLICE -> Resources.ENDPOINT_SLICES;
            case NODE -> Resources.NODES;
            case CONFIG, ACCEPTED_CONFIG -> Resources.CONFIG_MAPS;
            case SECRET -> Resources.SECRETS;
        };
    }

    private static ObjectKey key(Kind kind) {
        return switch (kind) {
            case SERVICE -> WEB;
            case ENDPOINT_SLICE -> SLICE;
            case NODE -> NODE;
            case CONFIG -> CONFIG;
            case ACCEPTED_CONFIG -> ACCEPTED;
            case SECRET -> SECRET;
        };
    }

    private static String body(Kind kind) {
        String rest = switch (kind) {
            case SERVICE -> ",'spec':{'type':'LoadBalancer','ports':[{'port':80}]}";
            case ENDPOINT_SLICE -> ",'addressType':'IPv4','endpoints':[{'addresses':['10.1.1.1'],'nodeName':'n1'}],'ports':[]";
            case NODE -> "";
            case CONFIG -> ",'data':{'config':'peers: []'}";
            case ACCEPTED_CONFIG -> "";
            case SECRET -> ",'type':'kubernetes.io/basic-auth','data':{'password':'aHVzaA=='}";
        };
        return ("{'metadata':{'name':'" + key(kind).name() + "'}" + rest + "}").replace('\'', '"');
    }

    private static Target target(Kind kind) {
        return Target.object(resource(kind), key(kind).namespace(), key(kind).name());
    }

    /** Makes it, and says how the feed tells of it. */
    private String create(Kind kind) {
        return observed(kind, cluster.call(objects -> objects.create(resource(kind), key(kind).namespace(), body(kind),
                WriteOptions.by("kubectl"), NOW).orThrow()));
    }

    private String label(Kind kind, String value) {
        String patch = "{\"metadata\":{\"labels\":{\"l\":\"" + value + "\"}}}";
        return observed(kind, cluster.call(objects -> objects.patch(target(kind), PatchType.MERGE, patch,
                WriteOptions.by("kubectl"), NOW).orThrow()));
    }

    /** Removes it, and says how the feed tells of it. */
    private String delete(Kind kind) {
        String uid = stored(kind).path("metadata").path("uid").stringValue();
        cluster.call(objects -> objects.delete(target(kind), NOW));
        return "vanished " + kind + " " + key(kind) + " " + uid;
    }

    private ObjectNode stored(Kind kind) {
        return cluster.call(objects -> objects.get(target(kind))).orElseThrow();
    }

    private static String observed(Kind kind, ObjectNode json) {
        return "observed " + kind + " " + key(kind) + " " + json.path("metadata").path("uid").stringValue() + " "
                + json.path("metadata").path("resourceVersion").stringValue();
    }

    private String listed(Kind kind) {
        return "listed " + kind + " {" + key(kind) + "=" + stored(kind).path("metadata").path("uid").stringValue() + "}";
    }

    // ---- feed

    @Test
    void listsAndWatchesEveryKind() throws InterruptedException {
        Map<Kind, List<String>> told = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            told.put(kind, List.of(create(kind), listed(kind)));
        }
        watchAll();
        for (Kind kind : Kind.values()) {
            heard.awaitOf(kind, told.get(kind).toArray(String[]::new));
        }
        for (Kind kind : Kind.values()) {
            String changed = label(kind, "1");
            String gone = delete(kind);
            String again = create(kind);
            List<String> before = told.get(kind);
            heard.awaitOf(kind, before.getFirst(), before.getLast(), changed, gone, again);
        }
    }

    /** What changed meanwhile is told as if the watch had never ended: nothing is listed again. */
    @Test
    void survivesAnApiThatGoesAwayAndComesBack() throws Exception {
        String first = create(Kind.SERVICE);
        String list = listed(Kind.SERVICE);
        watchAll();
        heard.awaitOf(Kind.SERVICE, first, list);
        heard.awaitOf(Kind.NODE, "listed NODE {}");
        int port = cluster.address().getPort();
        cluster.close();
        String meanwhile = label(Kind.SERVICE, "meanwhile");
        heard.awaitDisturbed(Kind.SERVICE);
        heard.awaitDisturbed(Kind.NODE);
        Write.Read read = new Write.Read(decidedOnStored(Kind.SERVICE));
        assertInstanceOf(WriteOutcome.Unknown.class, outcome(read));

        cluster = DevCluster.start(InetAddress.getLoopbackAddress(), port, store, CLOCK);
        String node = create(Kind.NODE);
        String later = label(Kind.SERVICE, "later");
        heard.awaitOf(Kind.SERVICE, first, list, meanwhile, later);
        heard.awaitOf(Kind.NODE, "listed NODE {}", node);
        assertInstanceOf(WriteOutcome.ReadBack.class, outcome(read));
    }

    // ---- writer

    private WriteId decidedOnStored(Kind kind) {
        var meta = stored(kind).path("metadata");
        return new WriteId(kind, key(kind), new Uid(meta.path("uid").stringValue()),
                new ResourceVersion(meta.path("resourceVersion").stringValue()), 1, 0);
    }

    private WriteOutcome outcome(Write write) throws Exception {
        CompletableFuture<WriteOutcome> told = new CompletableFuture<>();
        writer.write(write, told::complete);
        return told.get(20, TimeUnit.SECONDS);
    }

    private static Write.Status status(WriteId id, String address) {
        return new Write.Status(id, List.of(IpAddress.of(address)));
    }

    @Test
    void writesAStatusOnceForEachVersion() throws Exception {
        create(Kind.SERVICE);
        WriteId id = decidedOnStored(Kind.SERVICE);
        ClusterObject written = assertInstanceOf(WriteOutcome.Done.class, outcome(status(id, "192.0.2.1"))).object();
        assertEquals(List.of("192.0.2.1"), ((Service) written).ingress());
        assertEquals(decidedOnStored(Kind.SERVICE).version(), written.meta().version());
        assertTrue(id.version().isOlderThan(written.meta().version()));

        assertEquals(new WriteOutcome.Conflict(id), outcome(status(id, "192.0.2.2")));
        WriteOutcome.ReadBack truth = assertInstanceOf(WriteOutcome.ReadBack.class, outcome(new Write.Read(id)));
        assertEquals(Optional.of(written), truth.object());
    }

    @Test
    void aServiceThatIsDeletedOrMadeAnewIsGone() throws Exception {
        create(Kind.SERVICE);
        WriteId id = decidedOnStored(Kind.SERVICE);
        delete(Kind.SERVICE);
        assertEquals(new WriteOutcome.Gone(id), outcome(status(id, "192.0.2.1")));
        assertEquals(new WriteOutcome.ReadBack(id, Optional.empty()), outcome(new Write.Read(id)));
        create(Kind.SERVICE);
        assertEquals(new WriteOutcome.Conflict(id), outcome(status(id, "192.0.2.1")));
        assertEquals(new WriteOutcome.ReadBack(id, Optional.empty()), outcome(new Write.Read(id)));
    }

    @Test
    void writesAnAcceptedText() throws Exception {
        create(Kind.ACCEPTED_CONFIG);
        WriteId id = decidedOnStored(Kind.ACCEPTED_CONFIG);
        ConfigText text = ConfigText.of("peers: []\n");
        WriteOutcome.Done done = assertInstanceOf(WriteOutcome.Done.class,
                outcome(new Write.Accept(id, text, new ResourceVersion("7"))));
        assertEquals(Optional.of(text), ((ConfigSource) done.object()).reading().map(reading -> reading.text()));
        assertEquals(Map.of(ConfigSource.SOURCE_VERSION, "7", ConfigSource.HASH, text.hash()),
                Map.copyOf(done.object().meta().annotations()));
        assertEquals(decidedOnStored(Kind.ACCEPTED_CONFIG).version(), done.object().meta().version());
        assertEquals(new WriteOutcome.Conflict(id), outcome(new Write.Accept(id, text, new ResourceVersion("8"))));
    }
}
