package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What {@code mvn -Pimage package} made runs by itself, in a chroot of nothing but its layers, as the manifest's pods run: read-only,
 * as user 65532, without capabilities.
 */
@EnabledIfSystemProperty(named = "image", matches = ".+", disabledReason = "it is the stage \"image\" of .ci/run")
class ImageRunTest {
    private static final long LIMIT_SECONDS = 120;

    @TempDir
    private Path directory;

    private ContainerImage image;
    /** What the contained see of the test's files; others may read it, unlike what it is in. */
    private Path run;

    @BeforeEach
    void unpack() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "a chroot needs root");
        run = Files.createDirectories(directory.resolve("run"));
        image = ContainerImage.of(Path.of(System.getProperty("image")), directory);
    }

    @Test
    void versionAndCheckRunInIt() throws IOException {
        Run version = Run.of(contained(List.of("-XX:AOTMode=on"), "version"), "", Map.of());
        assertTrue(version.out().matches("metallb-java 0\\.1\\.0, Java 25\\S*\n"), version.toString());
        assertEquals("", version.err(), "with the mode \"on\" a cache that cannot be used ends the JVM");
        Files.writeString(run.resolve("good.yaml"), "address-pools:\n- {name: default, protocol: bgp, addresses: [10.0.0.0/24]}\n");
        Files.writeString(run.resolve("bad.yaml"), "address-pools:\n- {name: default, protocol: bgp, addresses: [10.0.0.0/33]}\n");
        assertEquals(0, Run.of(contained(List.of(), "check", "/run/good.yaml"), "", Map.of()).status());
        assertEquals(1, Run.of(contained(List.of(), "check", "/run/bad.yaml"), "", Map.of()).status());
    }

    @ParameterizedTest
    @EnumSource
    void controllerAndSpeakerServeFromIt(ApiServer.Choice choice) throws IOException, InterruptedException {
        try (ApiServer server = choice.start(directory); Administrator administrator = new Administrator(server);
                DaemonProcess router = DaemonProcess.start(directory, "router", "--asn=64501", "--listen=127.0.0.1:0")) {
            administrator.install(Run.PROJECT.resolve("deploy/metallb.yaml"));
            await("the router listens", () -> router.subjectOf("bgpListening").isPresent(), router);
            furnish(administrator, router.subjectOf("bgpListening").orElseThrow().replaceAll(".*:", ""));
            try (DaemonProcess controller = start(administrator, "controller");
                    DaemonProcess speaker = start(administrator, "speaker", "--node-name=node-1")) {
                await("the service has its address", () -> address(administrator).equals("192.168.10.0"), controller);
                await("the router has its route", () -> router.log().contains("\"routeAdded\""), speaker);
                assertUnprivileged(controller);
                assertUnprivileged(speaker);
                administrator.assertWithinRoles();
                assertEquals(0, controller.end());
                assertEquals(0, speaker.end());
                assertTrue(!speaker.log().contains("[aot]") && !controller.log().contains("[aot]"), speaker.log());
            }
        }
    }

    private DaemonProcess start(Administrator administrator, String account, String... more) throws IOException {
        administrator.kubeconfig(run, account);
        List<String> arguments = new ArrayList<>(List.of(account, "--kubeconfig=/run/" + account + ".kubeconfig"));
        arguments.addAll(List.of(more));
        return DaemonProcess.startBy(contained(List.of()), account, directory, arguments.toArray(String[]::new));
    }

    private static void furnish(Administrator administrator, String port) {
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
        administrator.apply("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: web-1, namespace: default, labels: {kubernetes.io/service-name: web}}
                addressType: IPv4
                ports: [{port: 80}]
                endpoints: [{addresses: [10.244.0.1], nodeName: node-1, conditions: {ready: true}}]
                """);
        administrator.configure(port, "192.168.10.0/24");
    }

    private static String address(Administrator administrator) {
        return Json.list(administrator.get(Target.object(Resources.SERVICES, "default", "web")).orElseThrow(),
                "status", "loadBalancer", "ingress").path(0).path("ip").asString("");
    }

    /** As the kernel has it: user and group, no capability of any set that counts, no way to gain one (proc(5)). */
    private static void assertUnprivileged(DaemonProcess daemon) throws IOException {
        Map<String, String> status = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("/proc/" + daemon.pid() + "/status"))) {
            String[] words = line.split(":\\s+", 2);
            if (Pattern.matches("Uid|Gid|CapInh|CapPrm|CapEff|CapAmb|NoNewPrivs", words[0])) {
                status.put(words[0], words[1].replace('\t', ' '));
            }
        }
        String nothing = "0".repeat(16);
        assertEquals(Map.of("Uid", "65532 65532 65532 65532", "Gid", "65532 65532 65532 65532", "CapInh", nothing,
                "CapPrm", nothing, "CapEff", nothing, "CapAmb", nothing, "NoNewPrivs", "1"), status);
    }

    private List<String> contained(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount",
                Run.PROJECT.resolve("acceptance/image/contained.sh").toString(), image.root().toString(), run.toString()));
        command.addAll(image.entrypoint(options.toArray(String[]::new)));
        command.addAll(List.of(arguments));
        return command;
    }

    private static void await(String what, BooleanSupplier condition, DaemonProcess daemon) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("not after " + LIMIT_SECONDS + " s: " + what + "; its log:\n" + daemon.log());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
