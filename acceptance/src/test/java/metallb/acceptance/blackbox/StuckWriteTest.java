package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import metallb.adapters.devcluster.fault.Fault;
import metallb.adapters.devcluster.fault.Fault.Stage;
import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.fault.Selection;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A write of a leader that was killed or stopped is carried out when another one leads and has given the address away: the one case that
 * nothing can keep from happening (docs/decisions/0014). The same under virtual time: acceptance/scenarios/stuck-write.txt and
 * the simulation.
 */
@EnabledIfSystemProperty(named = "restarts", matches = "[0-9]+",
        disabledReason = "it is the stage \"restarts\" of .ci/run")
class StuckWriteTest {
    private static final long LIMIT_SECONDS = 120;
    private static final String ADDRESS = "10.30.0.1";
    private static final String FIRST = "metallb-controller (first)";
    private static final String DUPLICATES = "metallb_controller_duplicate_addresses_total";

    @TempDir
    private Path directory;

    /** What befalls a process, or what it is seen to do. */
    @FunctionalInterface
    private interface Step {
        void of(DaemonProcess daemon, FaultyServer server) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void ofAKilledLeaderTheOlderHolderIsNotTouchedAndTheYoungerIsPutRight(ApiServer.Choice choice) throws Exception {
        carriedOutLate(choice, (first, _) -> first.kill(), (_, _) -> {});
    }

    @ParameterizedTest
    @EnumSource
    void ofAStoppedLeaderItIsTheSameAndItDoesNothingMoreWhenItGoesOn(ApiServer.Choice choice) throws Exception {
        carriedOutLate(choice, (first, _) -> first.freeze(), (first, server) -> {
            server.faults().add(counting("patch", "services/status"));
            server.faults().add(counting("get", "leases"));
            first.thaw();
            await(first, "it knows that it leads no more", () -> first.subjectOf("leadingEnded").isPresent());
            await(first, "it looks after the lease again", () -> server.faults().standing().getLast().fired() > 1);
            assertEquals(0, server.faults().standing().getFirst().fired(), "it repeats its write no more");
        });
    }

    /** A fault that does nothing, but counts which of the first one's calls it befalls. */
    private static Rule counting(String verb, String resource) {
        return Rule.always(new Selection(verb, resource, "", "", FIRST), new Fault.Delay(Duration.ZERO, Stage.BEFORE));
    }

    private void carriedOutLate(ApiServer.Choice choice, Step leaves, Step returns) throws Exception {
        try (FaultyServer server = choice.startFaulty(directory); Administrator administrator = new Administrator(server)) {
            installWithOneAddress(administrator);
            service(administrator, "older", "nowhere");
            try (DaemonProcess first = controller("first", administrator)) {
                await(first, "the older one has no pool", () -> first.subjectOf("AllocationFailed").isPresent());
                server.faults().add(Rule.always(new Selection("patch", "services/status", "", "", FIRST),
                        new Fault.Delay(Duration.ofHours(1), Stage.BEFORE)));
                service(administrator, "younger", "main");
                await(first, "its write is on its way", () -> server.faults().standing().getFirst().fired() > 0);
                leaves.of(first, server);
                administrator.patch(Target.object(Resources.SERVICES, "default", "older"),
                        "{\"metadata\":{\"annotations\":{\"metallb.universe.tf/address-pool\":\"main\"}}}");
                try (DaemonProcess second = controller("second", administrator)) {
                    await(second, "the older one has the address", () -> address(administrator, "older").equals(ADDRESS));
                    String version = version(administrator, "older");
                    assertEquals("", address(administrator, "younger"));

                    server.clearFaults();

                    await(second, "the address was shown twice", () -> metric(second) == 1);
                    await(second, "it is put right", () -> address(administrator, "younger").isEmpty());
                    returns.of(first, server);
                    assertEquals(List.of(ADDRESS, version),
                            List.of(address(administrator, "older"), version(administrator, "older")));
                    assertEquals("", address(administrator, "younger"));
                    assertEquals(1, metric(second));
                }
            }
        }
    }

    private static void installWithOneAddress(Administrator administrator) throws IOException {
        administrator.install(Run.PROJECT.resolve("deploy/metallb.yaml"));
        administrator.configure("""
                peers: []
                address-pools:
                - {name: main, protocol: bgp, addresses: [%s/32]}
                """.formatted(ADDRESS));
    }

    private DaemonProcess controller(String name, Administrator administrator) throws IOException {
        return DaemonProcess.startAs(name, directory, "controller",
                "--kubeconfig=" + administrator.kubeconfig(directory, "controller"));
    }

    private static void service(Administrator administrator, String name, String pool) {
        administrator.create(Resources.SERVICES, "default", "{\"metadata\":{\"name\":\"" + name + "\",\"annotations\":"
                + "{\"metallb.universe.tf/address-pool\":\"" + pool + "\"}},\"spec\":{\"type\":\"LoadBalancer\","
                + "\"allocateLoadBalancerNodePorts\":false,\"ports\":[{\"port\":80}]}}");
    }

    private static String address(Administrator administrator, String service) {
        var ingress = Json.list(administrator.get(Target.object(Resources.SERVICES, "default", service)).orElseThrow(),
                "status", "loadBalancer", "ingress");
        return ingress.isEmpty() ? "" : Json.text(ingress.get(0), "ip");
    }

    private static String version(Administrator administrator, String service) {
        return Json.text(administrator.get(Target.object(Resources.SERVICES, "default", service)).orElseThrow(), "metadata",
                "resourceVersion");
    }

    private static long metric(DaemonProcess daemon) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + daemon.subjectOf("httpListening").orElseThrow() + "/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            String text = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body();
            return text.lines().filter(line -> line.startsWith(DUPLICATES + " "))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(DUPLICATES.length() + 1))).sum();
        }
    }

    private static void await(DaemonProcess daemon, String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                fail("not after " + LIMIT_SECONDS + " s: " + what + "; its log:\n" + daemon.log());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
