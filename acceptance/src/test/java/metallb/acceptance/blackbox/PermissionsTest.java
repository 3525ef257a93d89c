package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Controller and speaker with the tokens of deploy/metallb.yaml against an API that guards itself: each may do all that it
 * does, and does all that it may: where a right for one namespace or for one name would do, a wider one is too wide. Whoever
 * needs a new permission finds this test red until the manifest grants it; whoever needs one no longer, until the manifest
 * is without it. What is done after a conflict only is provoked where a server can
 * be told to. The other tests with these roles hold to them too ({@link Administrator#assertWithinRoles}).
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
    private static final Target WEB = Target.object(Resources.SERVICES, "default", "web");
    private static final TreeSet<Access> NONE = new TreeSet<>();
    private static final TreeSet<Access> AFTER_CONFLICTS = new TreeSet<>(List.of(
            new Access("get", "configmaps", Access.HOME, "config-accepted"), new Access("get", "services", "", "")));
    private static final String ENDPOINT = "{addresses: [10.244.0.1], nodeName: node-1, conditions: {ready: true}}";

    @TempDir
    private Path directory;

    private ApiServer server;
    private Administrator administrator;

    @AfterEach
    void end() {
        if (server != null) {
            administrator.close();
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void controllerAndSpeakerDoWhatTheirRolesGrantAndNothingElse(ApiServer.Choice choice)
            throws IOException, InterruptedException {
        server = choice.start(directory);
        administrator = new Administrator(server);
        furnish();
        boolean conflicts = server instanceof GuardedCluster guarded && conflictOnce(guarded, "services/status")
                && conflictOnce(guarded, "configmaps");
        try (DaemonProcess router = DaemonProcess.start(directory, "router", "--asn=64501", "--listen=127.0.0.1:0")) {
            await(() -> router.subjectOf("bgpListening").isPresent(), router);
            String port = router.subjectOf("bgpListening").orElseThrow().replaceAll(".*:", "");
            administrator.configure(port, "192.168.10.0/24");
            try (DaemonProcess controller = DaemonProcess.start(directory, "controller",
                    "--kubeconfig=" + administrator.kubeconfig(directory, "controller"));
                    DaemonProcess speaker = DaemonProcess.start(directory, "speaker",
                            "--kubeconfig=" + administrator.kubeconfig(directory, "speaker"), "--node-name=node-1")) {
                tell(port, controller, speaker);
                administrator.assertWithinRoles();
                assertEquals(conflicts ? NONE : AFTER_CONFLICTS, tooWide("controller"));
                assertEquals(NONE, tooWide("speaker"));
                for (DaemonProcess daemon : List.of(controller, speaker)) {
                    assertEquals(0, daemon.end());
                    assertTrue(!daemon.log().contains("orbidden"), daemon.log());
                }
            }
        }
    }

    private TreeSet<Access> tooWide(String account) throws IOException {
        return Access.tooWide(new Roles(administrator).granted(account), server.seen(account));
    }

    /** A service is announced, and all is told twice: what is told again becomes a series of events. */
    private void tell(String port, DaemonProcess controller, DaemonProcess speaker) {
        await(() -> "192.168.10.0".equals(address()), controller);
        await(() -> events("nodeAssigned", 1), speaker);
        administrator.apply(ENDPOINTS.formatted(""));
        await(() -> speaker.log().contains("notAllocated") || speaker.log().contains("nodeWithdrawn")
                || speaker.log().contains("noEndpoints"), speaker);
        administrator.apply(ENDPOINTS.formatted(ENDPOINT));
        await(() -> events("nodeAssigned", 2), speaker);

        retype("ClusterIP");
        await(() -> address().isEmpty(), controller);
        retype("LoadBalancer");
        await(() -> events("IPAllocated", 2), controller);

        administrator.configure(port, "192.168.10.0/33");
        await(() -> events("InvalidConfig", 1), controller);
        administrator.configure(port, "192.168.10.0/23");
        await(() -> accepted().contains("/23"), controller);
        administrator.configure(port, "192.168.10.0/33");
        await(() -> events("InvalidConfig", 2), controller);
        await(() -> leaseIsRenewed(), controller);
    }

    private void retype(String type) {
        administrator.patch(WEB, "{\"spec\":{\"type\":\"" + type + "\"}}");
    }

    private boolean leaseIsRenewed() {
        ObjectNode lease = administrator.get(Target.object(Resources.LEASES, Administrator.NAMESPACE, "metallb-controller")).orElseThrow();
        return !Json.text(lease, "spec", "renewTime").equals(Json.text(lease, "spec", "acquireTime"));
    }

    private void furnish() throws IOException {
        administrator.install(Run.PROJECT.resolve("deploy/metallb.yaml"));
        administrator.apply("""
                apiVersion: v1
                kind: Node
                metadata: {name: node-1}
                """);
        administrator.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: default}
                spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
                """);
        administrator.apply(ENDPOINTS.formatted(ENDPOINT));
    }

    /** The controller's next write of these objects finds that somebody else was faster. */
    private static boolean conflictOnce(GuardedCluster guarded, String resource) {
        return guarded.cluster().faults().add(Rule.once(new Selection("patch", resource, "", "", "metallb-controller*"),
                new Fault.Answer(Refusal.of(409)))).isPresent();
    }

    private String address() {
        ObjectNode service = administrator.get(WEB).orElseThrow();
        return Json.list(service, "status", "loadBalancer", "ingress").path(0).path("ip").asString("");
    }

    private String accepted() {
        ObjectNode copy = administrator.get(Target.object(Resources.CONFIG_MAPS, Administrator.NAMESPACE, "config-accepted")).orElseThrow();
        return Json.text(copy, "data", "config");
    }

    /** Whether there is an event with this reason that was told so often. */
    private boolean events(String reason, int times) {
        return administrator.list(Resources.EVENTS, "").stream().filter(event -> Json.text(event, "reason").equals(reason))
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
