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
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The image that {@code mvn -Pimage package} made: what it says, what is in it, and that it runs as the manifest runs it. */
@EnabledIfSystemProperty(named = "image", matches = ".+", disabledReason = "it is the stage \"image\" of .ci/run")
class ImageTest {
    private static final long LIMIT_SECONDS = 120;
    private static final String USER = "65532:65532";

    @TempDir
    private Path directory;

    private ContainerImage image;
    /** What the contained see of the test's files; others may read it, unlike what it is in. */
    private Path run;

    @BeforeEach
    void unpack() throws IOException {
        run = Files.createDirectories(directory.resolve("run"));
        image = ContainerImage.of(Path.of(System.getProperty("image")), directory);
    }

    @Test
    void itSaysWhatItIsAndStartsAsNobody() throws IOException {
        JsonNode config = image.config();
        assertEquals("amd64 linux", config.path("architecture").stringValue() + " " + config.path("os").stringValue());
        assertEquals(USER, config.path("config").path("User").stringValue());
        assertEquals("[\"/runtime/bin/java\",\"@/metallb/jvm.options\",\"-XX:AOTCache=/metallb/metallb.aot\",\"-jar\","
                + "\"/metallb/metallb.jar\"]", config.path("config").path("Entrypoint").toString());
        assertEquals("0.1.0", config.path("config").path("Labels").path("org.opencontainers.image.version").stringValue());
        assertEquals("0.1.0", image.index().path("manifests").path(0).path("annotations")
                .path("org.opencontainers.image.ref.name").stringValue());
        assertTrue(Files.readString(Run.PROJECT.resolve("deploy/metallb.yaml")).contains("runAsUser: 65532\n"));
        assertEquals(4, image.layers().size());
    }

    @Test
    void theDockerfileStartsTheSame() throws IOException {
        String dockerfile = Files.readString(Run.PROJECT.resolve("deploy/Dockerfile"));
        JsonNode config = image.config().path("config");
        assertTrue(dockerfile.contains("\nUSER " + USER + "\n"));
        assertTrue(dockerfile.contains("\nENTRYPOINT " + config.path("Entrypoint").toString().replace(",", ", ") + "\n"));
        assertTrue(dockerfile.contains("\nCMD " + config.path("Cmd") + "\n"));
    }

    @Test
    void theBillOfMaterialsNamesEveryJarAndEachHasALicence() throws IOException {
        Path metallb = image.root().resolve("metallb");
        JsonNode bill = Json.MAPPER.readTree(Files.readString(metallb.resolve("sbom.cdx.json")));
        assertEquals("CycloneDX 1.6", bill.path("bomFormat").stringValue() + " " + bill.path("specVersion").stringValue());
        TreeSet<String> named = new TreeSet<>();
        List<String> unlicensed = new ArrayList<>();
        for (JsonNode component : bill.path("components")) {
            String name = component.path("name").stringValue() + "-" + component.path("version").stringValue();
            named.add(name);
            if (!isLicensed(metallb.resolve("licenses"), name, component)) {
                unlicensed.add(name);
            }
        }
        assertEquals(List.of(), unlicensed);
        TreeSet<String> there = new TreeSet<>(List.of("metallb-bootstrap-0.1.0"));
        try (Stream<Path> jars = Files.list(metallb.resolve("lib"))) {
            jars.forEach(jar -> there.add(jar.getFileName().toString().replaceFirst("\\.jar$", "")));
        }
        named.removeIf(name -> name.startsWith("libc6-") || name.startsWith("java-runtime-"));
        assertEquals(there, named);
        assertEquals(bill.path("components").size() - 2, named.size(), "libc and the Java runtime are told besides");
    }

    /** Its own words, or the text of one of its licences; libc and the runtime keep theirs where Debian and Java have them. */
    private boolean isLicensed(Path licences, String name, JsonNode component) {
        if (name.startsWith("libc6-")) {
            return Files.exists(image.root().resolve("usr/share/doc/libc6/copyright"))
                    && Files.exists(image.root().resolve("usr/share/common-licenses/LGPL-2.1"));
        }
        if (name.startsWith("java-runtime-")) {
            return Files.exists(image.root().resolve("runtime/legal/java.base/LICENSE"));
        }
        for (JsonNode licence : component.path("licenses")) {
            String said = licence.path("license").path("id").asString(licence.path("license").path("name").asString(""));
            if (Files.exists(licences.resolve(said + ".txt"))) {
                return true;
            }
        }
        return Stream.of("LICENSE", "LICENSE.txt", "LICENSE.md").anyMatch(file -> Files.exists(licences.resolve(name).resolve(file)));
    }

    @Test
    void ourOwnLicenceAndNoticeAreInIt() throws IOException {
        for (String file : List.of("LICENSE", "NOTICE")) {
            assertEquals(Files.readString(Run.PROJECT.resolve(file)), Files.readString(image.root().resolve("metallb").resolve(file)));
        }
    }

    @Test
    void versionAndCheckRunInIt() throws IOException {
        assumeRoot();
        Run version = Run.of(contained(List.of("-XX:AOTMode=on"), "version"), "", Map.of());
        assertTrue(version.out().matches("metallb-java 0\\.1\\.0, Java 25\\S*\n"), version.toString());
        assertEquals("", version.err(), "with the mode \"on\" a cache that cannot be used ends the JVM");
        Files.writeString(run.resolve("good.yaml"), "address-pools:\n- {name: default, protocol: bgp, addresses: [10.0.0.0/24]}\n");
        Files.writeString(run.resolve("bad.yaml"), "address-pools:\n- {name: default, protocol: bgp, addresses: [10.0.0.0/33]}\n");
        assertEquals(0, Run.of(contained(List.of(), "check", "/run/good.yaml"), "", Map.of()).status());
        assertEquals(1, Run.of(contained(List.of(), "check", "/run/bad.yaml"), "", Map.of()).status());
    }

    @Test
    void controllerAndSpeakerServeFromIt() throws IOException, InterruptedException {
        assumeRoot();
        try (GuardedCluster guarded = new GuardedCluster();
                DaemonProcess router = DaemonProcess.start(directory, "router", "--asn=64501", "--listen=127.0.0.1:0")) {
            guarded.install(Run.PROJECT.resolve("deploy/metallb.yaml"));
            await("the router listens", () -> router.subjectOf("bgpListening").isPresent(), router);
            furnish(guarded, router.subjectOf("bgpListening").orElseThrow().replaceAll(".*:", ""));
            try (DaemonProcess controller = start(guarded, "controller"); DaemonProcess speaker = start(guarded, "speaker", "--node-name=node-1")) {
                await("the service has its address", () -> address(guarded).equals("192.168.10.0"), controller);
                await("the router has its route", () -> router.log().contains("\"routeAdded\""), speaker);
                assertUnprivileged(controller);
                assertUnprivileged(speaker);
                assertEquals(0, controller.end());
                assertEquals(0, speaker.end());
                assertTrue(!speaker.log().contains("[aot]") && !controller.log().contains("[aot]"), speaker.log());
            }
        }
    }

    private DaemonProcess start(GuardedCluster guarded, String account, String... more) throws IOException {
        guarded.kubeconfig(run, account);
        List<String> arguments = new ArrayList<>(List.of(account, "--kubeconfig=/run/" + account + ".kubeconfig"));
        arguments.addAll(List.of(more));
        return DaemonProcess.startBy(contained(List.of()), account, directory, arguments.toArray(String[]::new));
    }

    private static void furnish(GuardedCluster guarded, String port) throws IOException, InterruptedException {
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
        guarded.apply("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: web-1, namespace: default, labels: {kubernetes.io/service-name: web}}
                addressType: IPv4
                ports: [{port: 80}]
                endpoints: [{addresses: [10.244.0.1], nodeName: node-1, conditions: {ready: true}}]
                """);
        guarded.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: config, namespace: metallb-system}
                data:
                  config: |
                    peers:
                    - {peer-address: 127.0.0.1, peer-port: %s, peer-asn: 64501, my-asn: 64500}
                    address-pools:
                    - {name: default, protocol: bgp, addresses: [192.168.10.0/24]}
                """.formatted(port));
    }

    private static String address(GuardedCluster guarded) {
        return Json.list(guarded.cluster().call(store -> store.get(Target.object(Resources.SERVICES, "default", "web")).orElseThrow()),
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

    private static void assumeRoot() {
        assumeTrue(System.getProperty("user.name").equals("root"), "a chroot needs root");
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
