package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import metallb.adapters.devcluster.fault.Fault;
import metallb.adapters.devcluster.fault.Refusal;
import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.fault.Selection;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/**
 * Controller and speaker with the tokens of deploy/metallb.yaml against an API that guards itself: each may do all that it
 * does, and does all that it may. Whoever needs a new permission finds this test red until the manifest grants it; whoever
 * needs one no longer, until the manifest is without it. What is done after a conflict only is provoked.
 */
class PermissionsTest {
    private static final long LIMIT_SECONDS = 120;
    private static final String ENDPOINTS = """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: web-1, namespace: default, labels: {kubernetes.io/service-name: web}}
            addressType: IPv4
            ports: [{port: 80}]
            endpoints: [%s]
            """;
    private static final String ENDPOINT = "{addresses: [10.244.0.1], nodeName: node-1, conditions: {ready: true}}";

    @TempDir
    private Path directory;

    private final GuardedCluster guarded = new GuardedCluster();

    @Test
    void controllerAndSpeakerDoWhatTheirRolesGrantAndNothingElse() throws IOException, InterruptedException {
        try (guarded; DaemonProcess router = DaemonProcess.start(directory, "router", "--asn=64501", "--listen=127.0.0.1:0")) {
            furnish();
            conflictOnce("services/status");
            conflictOnce("configmaps");
            await(() -> router.subjectOf("bgpListening").isPresent(), router);
            String port = router.subjectOf("bgpListening").orElseThrow().replaceAll(".*:", "");
            configure(port, "192.168.10.0/24");
            try (DaemonProcess controller = DaemonProcess.start(directory, "controller",
                    "--kubeconfig=" + guarded.kubeconfig(directory, "controller"));
                    DaemonProcess speaker = DaemonProcess.start(directory, "speaker",
                            "--kubeconfig=" + guarded.kubeconfig(directory, "speaker"), "--node-name=node-1")) {
                tell(port, controller, speaker);
                assertEquals(guarded.granted("controller"), guarded.seen("controller"));
                assertEquals(guarded.granted("speaker"), guarded.seen("speaker"));
                for (DaemonProcess daemon : List.of(controller, speaker)) {
                    assertEquals(0, daemon.end());
                    assertTrue(!daemon.log().contains("orbidden"), daemon.log());
                }
            }
        }
    }

    /** A service is announced, and all is told twice: what is told again becomes a series of events. */
    private void tell(String port, DaemonProcess controller, DaemonProcess speaker) throws IOException, InterruptedException {
        await(() -> "192.168.10.0".equals(address()), controller);
        await(() -> events("nodeAssigned", 1), speaker);
        guarded.apply(ENDPOINTS.formatted(""));
        await(() -> speaker.log().contains("notAllocated") || speaker.log().contains("nodeWithdrawn")
                || speaker.log().contains("noEndpoints"), speaker);
        guarded.apply(ENDPOINTS.formatted(ENDPOINT));
        await(() -> events("nodeAssigned", 2), speaker);

        configure(port, "192.168.10.0/33");
        await(() -> events("InvalidConfig", 1), controller);
        configure(port, "192.168.10.0/23");
        await(() -> accepted().contains("/23"), controller);
        configure(port, "192.168.10.0/33");
        await(() -> events("InvalidConfig", 2), controller);
        await(() -> guarded.seen("controller").contains("patch leases.coordination.k8s.io"), controller);
    }

    private void furnish() throws IOException, InterruptedException {
        guarded.install(Run.PROJECT.resolve("deploy/metallb.yaml"));
        guarded.apply("""
                apiVersion: v1
                kind: Node
                metadata: {name: node-1}
                """);
        guarded.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: default}
                spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
                """);
        guarded.apply(ENDPOINTS.formatted(ENDPOINT));
    }

    /** The controller's next write of these objects finds that somebody else was faster. */
    private void conflictOnce(String resource) {
        guarded.cluster().faults().add(Rule.once(new Selection("patch", resource, "", "", "metallb-controller*"),
                new Fault.Answer(Refusal.of(409))));
    }

    private void configure(String port, String pool) throws IOException, InterruptedException {
        guarded.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: config, namespace: metallb-system}
                data:
                  config: |
                    peers:
                    - {peer-address: 127.0.0.1, peer-port: %s, peer-asn: 64501, my-asn: 64500}
                    address-pools:
                    - {name: default, protocol: bgp, addresses: [%s]}
                """.formatted(port, pool));
    }

    private String address() {
        ObjectNode service = guarded.cluster().call(store ->
                store.get(Target.object(Resources.SERVICES, "default", "web")).orElseThrow());
        return Json.list(service, "status", "loadBalancer", "ingress").path(0).path("ip").asString("");
    }

    private String accepted() {
        ObjectNode copy = guarded.cluster().call(store ->
                store.get(Target.object(Resources.CONFIG_MAPS, GuardedCluster.NAMESPACE, "config-accepted")).orElseThrow());
        return Json.text(copy, "data", "config");
    }

    /** Whether there is an event with this reason that was told so often. */
    private boolean events(String reason, int times) {
        List<ObjectNode> events = guarded.cluster().call(store -> store.list(Resources.EVENTS, ""));
        return events.stream().filter(event -> Json.text(event, "reason").equals(reason))
                .anyMatch(event -> times == 1 || Json.number(event, "series", "count") >= times);
    }

    private static void await(BooleanSupplier condition, DaemonProcess daemon) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("not after " + LIMIT_SECONDS + " s; its log:\n" + daemon.log());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
