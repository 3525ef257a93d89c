package metallb.adapters.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import metallb.adapters.devcluster.fault.Fault;
import metallb.adapters.devcluster.fault.Refusal;
import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.fault.Selection;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.objects.EventEncoder;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Uid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Events in the embedded cluster, as kubectl and users see them. */
@Timeout(60)
class EventsInAClusterTest {
    @TempDir
    private Path directory;
    private final List<AutoCloseable> open = new ArrayList<>();
    private Embedded embedded;
    private ObjectNode web;

    @BeforeEach
    void start() {
        embedded = new Embedded(directory, new ApiStore(1));
        web = embedded.create("web");
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        embedded.close();
    }

    /** A controller's publisher; each call is another process of it. */
    private EventPublisher publisher(String instance) throws IOException {
        ClusterAccess access = embedded.access();
        EventPublisher publisher = new EventPublisher(access, new EventEncoder("metallb-controller", instance),
                () -> Embedded.NOW, System::nanoTime, _ -> {});
        open.add(access);
        open.add(publisher);
        return publisher;
    }

    private KubernetesEvent allocated() {
        return new KubernetesEvent(new KubernetesEvent.Regarding(Kind.SERVICE, Embedded.key("web"),
                new Uid(Embedded.uid(web)), new ResourceVersion(Embedded.version(web))), KubernetesEvent.Type.NORMAL,
                "IPAllocated", "Assign", "Assigned IP \"192.0.2.1\"");
    }

    private void awaitEvents(String expected) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!expected.equals(events()) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertEquals(expected, events());
    }

    private String events() {
        List<String> events = embedded.cluster().call(store -> store.list(Resources.EVENTS, "default")).stream()
                .map(event -> Json.text(event, "reason") + " " + Json.text(event, "note") + " "
                        + Json.text(event, "regarding", "name") + ", " + times(event))
                .toList();
        return String.join("\n", events);
    }

    private static String times(ObjectNode event) {
        return event.path("series").isObject() ? Json.number(event, "series", "count") + " times until "
                + Json.text(event, "series", "lastObservedTime") : "once";
    }

    @Test
    void anEventToldAgainBecomesASeries() throws Exception {
        EventPublisher publisher = publisher("c-0");
        publisher.publish(allocated(), 0);
        awaitEvents("IPAllocated Assigned IP \"192.0.2.1\" web, once");
        publisher.publish(allocated(), 0);
        awaitEvents("IPAllocated Assigned IP \"192.0.2.1\" web, 2 times until 2026-11-01T10:00:00.000000Z");
        publisher.publish(allocated(), 0);
        awaitEvents("IPAllocated Assigned IP \"192.0.2.1\" web, 3 times until 2026-11-01T10:00:00.000000Z");
        assertDescribed("Normal +IPAllocated +\\S+ \\(x3 over \\S+\\) +metallb-controller +Assigned IP \"192\\.0\\.2\\.1\"");
    }

    /** Not even as a repetition, and by whichever instance: no write at all. */
    @Test
    void anotherProcessDoesNotWriteTheSameStoryAgain() throws Exception {
        publisher("c-0").publish(allocated(), 0);
        awaitEvents("IPAllocated Assigned IP \"192.0.2.1\" web, once");
        String version = embedded.cluster().call(ApiStore::resourceVersion);
        EventPublisher next = publisher("c-1");
        next.publish(allocated(), 0);
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (next.metrics().getFirst().samples().get(EventTally.Fate.KNOWN.ordinal()).value() < 1
                && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertEquals(1, next.metrics().getFirst().samples().get(EventTally.Fate.KNOWN.ordinal()).value());
        assertEquals(version, embedded.cluster().call(ApiStore::resourceVersion));
    }

    @Test
    void anEventOutlivesTroubleAndIsToldOnce() throws Exception {
        for (Fault fault : List.of(new Fault.Answer(Refusal.of(429)), new Fault.Drop(Fault.Stage.BEFORE),
                new Fault.Answer(Refusal.of(500)), new Fault.Truncate(10))) {
            embedded.cluster().faults().add(Rule.once(Selection.of("create", "events"), fault));
        }
        EventPublisher publisher = publisher("c-0");
        publisher.publish(allocated(), 0);
        awaitEvents("IPAllocated Assigned IP \"192.0.2.1\" web, once");
        embedded.cluster().goAway();
        publisher.publish(new KubernetesEvent(allocated().regarding(), KubernetesEvent.Type.WARNING, "AllocationFailed",
                "Assign", "no room"), 0);
        embedded.cluster().comeBack();
        awaitEvents("AllocationFailed no room web, once\nIPAllocated Assigned IP \"192.0.2.1\" web, once");
    }

    /** What {@code kubectl describe} shows, where there is a kubectl; a line of it, as a pattern. */
    private void assertDescribed(String line) throws IOException, InterruptedException {
        boolean found = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "kubectl")));
        assumeTrue(found, "no kubectl on the PATH");
        ProcessBuilder builder = new ProcessBuilder("kubectl", "describe", "service", "web").redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", directory.resolve("kubeconfig").toString());
        builder.environment().put("HOME", directory.toString());
        Process kubectl = builder.start();
        String said = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(kubectl.waitFor(10, TimeUnit.SECONDS));
        assertTrue(Pattern.compile(line).matcher(said).find(), said);
    }
}
