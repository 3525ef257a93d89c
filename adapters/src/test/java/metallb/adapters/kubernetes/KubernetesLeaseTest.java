package metallb.adapters.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import metallb.adapters.devcluster.fault.Fault;
import metallb.adapters.devcluster.fault.Refusal;
import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.fault.Selection;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.PatchType;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.WriteOptions;
import metallb.domain.cluster.Lease;
import metallb.domain.cluster.LeaseOutcome;
import metallb.domain.cluster.LeaseRequest;
import metallb.domain.cluster.LeaseSpec;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.lease.LeaseTimings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** The lease against the embedded API. */
@Timeout(30)
class KubernetesLeaseTest {
    private static final Target LEASE = Target.object(Resources.LEASES, "default", "metallb-controller");
    private static final LeaseSpec MINE = new LeaseSpec(Optional.of("me_1"), Duration.ofSeconds(15),
            Optional.of(Instant.parse("2026-11-01T10:00:00Z")), Optional.of(Instant.parse("2026-11-01T10:00:02.5Z")), 3);

    @TempDir
    private Path directory;
    private Embedded embedded;
    private KubernetesLease lease;

    @BeforeEach
    void open() throws IOException {
        embedded = new Embedded(directory, new ApiStore(1));
        lease = leaseWithin(Duration.ofSeconds(8));
    }

    private KubernetesLease leaseWithin(Duration timeout) throws IOException {
        return new KubernetesLease(embedded.access(), new ObjectKey("default", "metallb-controller"), "metallb-controller",
                LeaseTimings.usual().margin(), timeout);
    }

    @AfterEach
    void close() {
        lease.close();
        embedded.close();
    }

    @Test
    void isMadeReadAndReplacedAndKeepsWhatElseItCarries() throws Exception {
        assertEquals(new LeaseOutcome.Absent(1), ask(new LeaseRequest.Read(1)));

        Lease made = found(ask(new LeaseRequest.Create(2, MINE)));
        assertEquals(MINE, made.spec());
        assertEquals(new LeaseOutcome.Found(3, made), ask(new LeaseRequest.Read(3)));

        embedded.cluster().call(store -> store.patch(LEASE, PatchType.MERGE, "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}",
                WriteOptions.by("kubectl"), Embedded.NOW).orThrow());
        Lease labelled = found(ask(new LeaseRequest.Read(4)));
        LeaseSpec free = new LeaseSpec(Optional.empty(), Duration.ofSeconds(1), MINE.acquired(), MINE.renewed(), 3);
        assertEquals(free, found(ask(new LeaseRequest.Replace(5, labelled.version(), free))).spec());

        ObjectNode stored = embedded.cluster().call(store -> store.get(LEASE).orElseThrow());
        assertEquals("b", stored.at("/metadata/labels/a").asString());
        assertEquals("{\"leaseDurationSeconds\":1,\"acquireTime\":\"2026-11-01T10:00:00.000000Z\","
                + "\"renewTime\":\"2026-11-01T10:00:02.500000Z\",\"leaseTransitions\":3}", stored.get("spec").toString());
    }

    @Test
    void whoWasFirstKeepsIt() throws Exception {
        Lease made = found(ask(new LeaseRequest.Create(1, MINE)));

        assertEquals(new LeaseOutcome.Conflict(2), ask(new LeaseRequest.Create(2, MINE)));
        found(ask(new LeaseRequest.Replace(3, made.version(), new LeaseSpec(Optional.of("other"), Duration.ofSeconds(15),
                Optional.empty(), Optional.empty(), 4))));
        assertEquals(new LeaseOutcome.Conflict(4), ask(new LeaseRequest.Replace(4, made.version(), MINE)));
        assertEquals(Optional.of("other"), found(ask(new LeaseRequest.Read(5))).spec().holder());
    }

    @Test
    void aLeaseThatKubectlMadeHasNoFields() throws Exception {
        embedded.cluster().call(store -> store.create(Resources.LEASES, "default",
                "{\"metadata\":{\"name\":\"metallb-controller\"}}", WriteOptions.by("kubectl"), Embedded.NOW).orThrow());

        assertEquals(new LeaseSpec(Optional.empty(), Duration.ZERO, Optional.empty(), Optional.empty(), 0),
                found(ask(new LeaseRequest.Read(1))).spec());
    }

    @Test
    void aReplacedLeaseThatIsGoneIsAbsentAndSoIsItsNamespace() throws Exception {
        assertEquals(new LeaseOutcome.Absent(1), ask(new LeaseRequest.Replace(1, new ResourceVersion("7"), MINE)));
        KubernetesLease elsewhere = new KubernetesLease(embedded.access(), new ObjectKey("nowhere", "x"), "c",
                LeaseTimings.usual().margin(), Duration.ofSeconds(2));
        assertEquals(new LeaseOutcome.Absent(2), ask(elsewhere, new LeaseRequest.Create(2, MINE)));
    }

    /** The next leader acts 5 s after the end of the last one's term. */
    @ParameterizedTest
    @CsvSource({"PT4S, ''", "PT4.999S, ''",
        "PT5S, 'a write may take PT5S, and the next leader acts PT5S after the last one''s term: wanted less'",
        "PT6S, 'a write may take PT6S, and the next leader acts PT5S after the last one''s term: wanted less'"})
    void aWriteThatMayOutlastTheTimeBetweenTwoTermsIsRefusedWithTheLease(Duration call, String refusal) throws IOException {
        Timings usual = Timings.usual();
        Timings timings = new Timings(usual.connect(), usual.read(), call, usual.page(), usual.watch(), usual.silence(),
                usual.firstPause(), usual.longestPause());
        try (ApiStub stub = new ApiStub(); ClusterAccess access = stub.access(directory, timings)) {
            String said = "";
            try (KubernetesLease _ = new KubernetesLease(access, new ObjectKey("default", "metallb-controller"),
                    "metallb-controller", LeaseTimings.usual().margin())) {
                // nothing is asked
            } catch (IllegalArgumentException refused) {
                said = refused.getMessage();
            }
            assertEquals(refusal, said);
        }
    }

    @Test
    void whatWeShipFitsBetweenTwoTerms() {
        assertTrue(Timings.usual().call().compareTo(LeaseTimings.usual().margin()) < 0);
    }

    @Test
    void whatHangsEndsByItselfAndARefusalSaysWhy() throws Exception {
        embedded.cluster().faults().add(Rule.once(new Selection("get", "leases", "", "", ""),
                new Fault.Hang(Duration.ofSeconds(5), Fault.Stage.BEFORE)));
        embedded.cluster().faults().add(Rule.once(new Selection("create", "leases", "", "", ""),
                new Fault.Answer(Refusal.of(500))));

        LeaseOutcome.Failed hung;
        try (KubernetesLease hasty = leaseWithin(Duration.ofMillis(500))) {
            hung = assertInstanceOf(LeaseOutcome.Failed.class, ask(hasty, new LeaseRequest.Read(1)));
        }
        LeaseOutcome.Failed refused = assertInstanceOf(LeaseOutcome.Failed.class, ask(new LeaseRequest.Create(2, MINE)));

        assertEquals("no answer: ", hung.why().substring(0, 11));
        assertEquals("HTTP 500: ", refused.why().substring(0, 10));
    }

    private LeaseOutcome ask(LeaseRequest request) throws Exception {
        return ask(lease, request);
    }

    private static LeaseOutcome ask(KubernetesLease lease, LeaseRequest request) throws Exception {
        CompletableFuture<LeaseOutcome> told = new CompletableFuture<>();
        lease.ask(request, told::complete);
        return told.get(10, TimeUnit.SECONDS);
    }

    private static Lease found(LeaseOutcome outcome) {
        return assertInstanceOf(LeaseOutcome.Found.class, outcome).lease();
    }
}
