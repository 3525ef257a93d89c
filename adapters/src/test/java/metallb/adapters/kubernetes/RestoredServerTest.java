package metallb.adapters.kubernetes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import metallb.adapters.devcluster.fault.Fault;
import metallb.adapters.devcluster.fault.Fault.Break;
import metallb.adapters.devcluster.fault.Fault.BreakWatch;
import metallb.adapters.devcluster.fault.Refusal;
import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.fault.Selection;
import metallb.adapters.support.apistore.ApiStore;
import metallb.domain.cluster.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server that comes back with lower versions, as after the restore of a backup, is noticed at once; one that was only
 * away makes nobody list again (docs/decisions/0010).
 */
@Timeout(60)
class RestoredServerTest {
    /** Long watches: none ends by itself while a test runs. */
    private static final Timings PATIENT = new Timings(Duration.ofSeconds(5), Duration.ofSeconds(5),
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(120), Duration.ofSeconds(1),
            Duration.ofMillis(5), Duration.ofMillis(50));

    /** So many versions more the first server has than those that come after it. */
    private static final int HISTORY = 100;

    @TempDir
    private Path directory;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Heard heard = new Heard();
    private Embedded embedded;
    private ObjectNode first;

    @BeforeEach
    void start() throws Exception {
        embedded = new Embedded(directory, new ApiStore(1));
        embedded.create("first");
        for (int i = 0; i < HISTORY; i++) {
            first = embedded.label("first", Integer.toString(i));
        }
        follow(heard);
        heard.await(Embedded.observed("first", first), listed("first", first));
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        embedded.close();
    }

    private void follow(Heard listener) throws IOException {
        ClusterAccess access = embedded.access(PATIENT);
        open.add(access);
        open.add(KubernetesFeed.open(access, Set.of(Kind.SERVICE), Embedded.key("config"), Embedded.key("accepted"),
                StubbedFeed.DECODER, listener));
    }

    private static String listed(String name, ObjectNode stored) {
        return "listed SERVICE {" + Embedded.key(name) + "=" + Embedded.uid(stored) + "}";
    }

    /** The first server ends its watches in order, so that nothing looks like a failure. */
    @Test
    void aServerBegunAnewIsListedAnew() throws Exception {
        embedded.replace(new ApiStore(2));
        heard.awaitOf(Kind.SERVICE, Embedded.observed("first", first), listed("first", first), "listed SERVICE {}");
        ObjectNode second = embedded.create("second");
        heard.awaitOf(Kind.SERVICE, Embedded.observed("first", first), listed("first", first), "listed SERVICE {}",
                Embedded.observed("second", second));
    }

    /** It dies; while the other one comes up its answers are refusals, cut off or late. */
    @Test
    void aServerRestoredAmidTroubleIsListedAnew() throws Exception {
        embedded.cluster().goAway();
        heard.awaitDisturbed(Kind.SERVICE);
        embedded.replace(new ApiStore(2));
        trouble("list", new Fault.Answer(Refusal.of(503)));
        trouble("list", new Fault.Truncate(20));
        trouble("list", new Fault.Delay(Duration.ofMillis(100), Fault.Stage.BEFORE));
        trouble("watch", BreakWatch.of(Break.CUT, 0));
        ObjectNode again = embedded.create("first");
        heard.awaitDisturbed(Kind.SERVICE, "it was restored or begun anew");
        heard.awaitLast(Kind.SERVICE, listed("first", again));
        ObjectNode labelled = embedded.label("first", "later");
        heard.awaitLast(Kind.SERVICE, Embedded.observed("first", labelled));
    }

    private void trouble(String verb, Fault fault) {
        embedded.cluster().faults().add(Rule.once(Selection.of(verb, "services"), fault));
    }

    /** 40 nodes' feeds: each goes on where it was, and the server answers no list but those for one object. */
    @Test
    void aServerThatWasOnlyAwayIsListedByNobody() throws Exception {
        List<Heard> nodes = IntStream.range(0, 40).mapToObj(_ -> new Heard()).toList();
        for (Heard node : nodes) {
            follow(node);
            node.await(Embedded.observed("first", first), listed("first", first));
        }
        embedded.cluster().goAway();
        for (Heard node : nodes) {
            node.awaitDisturbed(Kind.SERVICE);
        }
        ObjectNode meanwhile = embedded.label("first", "meanwhile");
        embedded.cluster().comeBack();
        for (Heard node : nodes) {
            node.awaitOf(Kind.SERVICE, Embedded.observed("first", first), listed("first", first),
                    Embedded.observed("first", meanwhile));
        }
    }
}
