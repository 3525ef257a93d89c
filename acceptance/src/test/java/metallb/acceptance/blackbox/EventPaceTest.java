package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import metallb.adapters.devcluster.DevCluster;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.WatchRequest;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Hundreds of services that are rolled out at once do not flood the API with events: counted as the server stores them, at no
 * moment have there been more than the first burst and what its pace has brought since the first address. So it holds
 * however fast the machine is. The same for 100 nodes and 10,000 services under virtual time: {@code EventBacklogTest}.
 *
 * <p>Against the embedded cluster only: it can tell when it stored what, to the nanosecond.
 */
class EventPaceTest {
    private static final int SERVICES = 300;
    private static final long LIMIT_SECONDS = 120;

    @TempDir
    private Path directory;

    @Test
    void hundredsOfServicesAtOnceDoNotFloodTheApi() throws IOException, InterruptedException {
        try (GuardedCluster server = new GuardedCluster(); Administrator administrator = new Administrator(server);
                DaemonProcess router = DaemonProcess.start(directory, "router", "--asn=64501", "--listen=127.0.0.1:0")) {
            administrator.install(Run.PROJECT.resolve("deploy/metallb.yaml"));
            await("the router listens", () -> router.subjectOf("bgpListening").isPresent() ? 1 : 0, 1, router);
            furnish(administrator, router.subjectOf("bgpListening").orElseThrow().replaceAll(".*:", ""));
            Stored stored = new Stored(server.cluster());
            try (DaemonProcess speaker = DaemonProcess.start(directory, "speaker",
                    "--kubeconfig=" + administrator.kubeconfig(directory, "speaker"), "--node-name=node-1");
                    DaemonProcess controller = DaemonProcess.start(directory, "controller",
                            "--kubeconfig=" + administrator.kubeconfig(directory, "controller"))) {
                await("assignments, some of them after the burst", stored.assignments::size, 60, controller);
                await("announcements, some of them after the burst", stored.announcements::size, 24, speaker);
            }
            assertEquals(List.of(), stored.tooEarly(stored.assignments, 50, 5), "assignments: 50 at once, then 5 a second");
            assertEquals(List.of(), stored.tooEarly(stored.announcements, 20, 1), "announcements: 20 at once, then 1 a second");
        }
    }

    /** When the server stored what, by its own process's {@link System#nanoTime}. */
    private static final class Stored {
        private final List<Long> assignments = new CopyOnWriteArrayList<>();
        private final List<Long> announcements = new CopyOnWriteArrayList<>();
        private volatile long firstAddress;

        Stored(DevCluster cluster) {
            cluster.call(store -> store.watch(WatchRequest.of(Resources.SERVICES, "default"), event -> service(event.object())));
            cluster.call(store -> store.watch(WatchRequest.of(Resources.EVENTS, "default"), event -> told(event.object())));
        }

        private void service(JsonNode service) {
            if (firstAddress == 0 && !Json.list(service, "status", "loadBalancer", "ingress").isEmpty()) {
                firstAddress = System.nanoTime();
            }
        }

        private void told(JsonNode event) {
            switch (Json.text(event, "reason")) {
                case "IPAllocated" -> assignments.add(System.nanoTime());
                case "nodeAssigned" -> announcements.add(System.nanoTime());
                default -> { }
            }
        }

        /** Those that came sooner than this burst and pace allow. */
        List<String> tooEarly(List<Long> events, int burst, int perSecond) {
            List<String> early = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                double seconds = (events.get(i) - firstAddress) / 1e9;
                if (i + 1 > burst + perSecond * seconds) {
                    early.add(String.format(Locale.ROOT, "number %d after %.3f s", i + 1, seconds));
                }
            }
            return early;
        }
    }

    private static void furnish(Administrator administrator, String port) {
        administrator.apply("apiVersion: v1\nkind: Node\nmetadata: {name: node-1}\n");
        for (int i = 0; i < SERVICES; i++) {
            administrator.create(Resources.SERVICES, "default", "{\"metadata\":{\"name\":\"web-" + i + "\"},\"spec\":"
                    + "{\"type\":\"LoadBalancer\",\"allocateLoadBalancerNodePorts\":false,\"ports\":[{\"port\":80}]}}");
            administrator.create(Resources.ENDPOINT_SLICES, "default", "{\"metadata\":{\"name\":\"web-" + i + "-1\",\"labels\":"
                    + "{\"kubernetes.io/service-name\":\"web-" + i + "\"}},\"addressType\":\"IPv4\",\"ports\":[{\"port\":80}],"
                    + "\"endpoints\":[{\"addresses\":[\"10.244.0.1\"],\"nodeName\":\"node-1\",\"conditions\":{\"ready\":true}}]}");
        }
        administrator.configure(port, "10.20.0.0/16");
    }

    private interface Count {
        int now();
    }

    private static void await(String what, Count count, int wanted, DaemonProcess daemon) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (count.now() < wanted) {
            if (System.nanoTime() > deadline) {
                fail(count.now() + " of " + wanted + " after " + LIMIT_SECONDS + " s: " + what + "; its log:\n" + daemon.log());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
