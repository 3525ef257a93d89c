package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import metallb.adapters.devcluster.fault.Fault;
import metallb.adapters.devcluster.fault.Fault.Stage;
import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.fault.Selection;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the kubelet is told: a process that waits for the API server is alive, and not ready before it has seen all. */
class ProbesTest {
    private static final long LIMIT_SECONDS = 120;

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @EnumSource
    void tellWhoLeadsAndWhoStandsBy(ApiServer.Choice choice) throws IOException, InterruptedException {
        try (client; ApiServer server = choice.start(directory); Administrator administrator = new Administrator(server)) {
            furnish(administrator);
            try (DaemonProcess first = controller("first", administrator); DaemonProcess speaker = speaker(administrator)) {
                awaitLeading(first, speaker);
                try (DaemonProcess second = controller("second", administrator)) {
                    await(second, "/readyz", answer -> answer.startsWith("200 ok\nstanding by; "));
                    for (DaemonProcess daemon : List.of(first, second, speaker)) {
                        assertEquals("200 ok\n", get(daemon, "/livez"), daemon.log());
                    }
                    administrator.assertWithinRoles();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellTheTruthWhileTheApiIsAwayAndWhenItIsThere(ApiServer.Choice choice) throws IOException, InterruptedException {
        try (client; FaultyServer server = choice.startFaulty(directory);
                Administrator administrator = new Administrator(server)) {
            furnish(administrator);
            goAway(server);
            try (DaemonProcess first = controller("first", administrator); DaemonProcess speaker = speaker(administrator)) {
                await(first, "/readyz", answer -> answer.startsWith("503 "));
                await(speaker, "/readyz", answer -> answer.startsWith("503 "));
                assertEquals("200 ok\n", get(first, "/livez"));
                assertEquals("200 ok\n", get(speaker, "/livez"));

                server.clearFaults();
                awaitLeading(first, speaker);
                try (DaemonProcess second = controller("second", administrator)) {
                    await(second, "/readyz", answer -> answer.startsWith("200 ok\nstanding by; "));
                    goAway(server);
                    await(first, "/readyz", answer -> answer.startsWith("503 "));
                    await(second, "/readyz", answer -> answer.startsWith("503 "));
                    assertEquals("200 ok\n", get(speaker, "/readyz"), "what it knew counts");
                    for (DaemonProcess daemon : List.of(first, second, speaker)) {
                        assertEquals("200 ok\n", get(daemon, "/livez"), daemon.log());
                    }
                    administrator.assertWithinRoles();
                }
            }
        }
    }

    /** The write that hangs keeps the controller for some seconds; without one the end is too short to be looked at. */
    @ParameterizedTest
    @EnumSource
    void tellOfAnEndBeforeItHasCome(ApiServer.Choice choice) throws IOException, InterruptedException {
        try (client; FaultyServer server = choice.startFaulty(directory);
                Administrator administrator = new Administrator(server)) {
            furnish(administrator);
            try (DaemonProcess alone = controller("alone", administrator, "--leader-elect=false")) {
                await(alone, "/readyz", answer -> answer.equals("200 ok\n"));
                server.faults().add(Rule.always(new Selection("", "services/status", "", "", ""),
                        new Fault.Hang(Duration.ofMinutes(1), Stage.BEFORE)));
                administrator.apply("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: web, namespace: default}
                        spec: {type: LoadBalancer, ports: [{port: 80}]}
                        """);
                await("a write hangs", alone, () -> server.faults().standing().getFirst().fired() > 0);
                alone.askToEnd();
                await(alone, "/readyz", answer -> answer.equals("503 the controller is ending\n"));
                assertEquals("200 ok\n", get(alone, "/livez"), "nobody kills what ends by itself");
                assertEquals(0, alone.end(), alone::log);
            }
        }
    }

    private static void furnish(Administrator administrator) throws IOException {
        administrator.install(Run.PROJECT.resolve("deploy/metallb.yaml"));
        administrator.apply("apiVersion: v1\nkind: Node\nmetadata: {name: node-1}\n");
        administrator.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: config, namespace: metallb-system}
                data: {config: "address-pools: [{name: default, protocol: bgp, addresses: [192.0.2.0/24]}]"}
                """);
    }

    private void awaitLeading(DaemonProcess controller, DaemonProcess speaker) throws IOException, InterruptedException {
        await(controller, "/readyz", answer -> answer.equals("200 ok\nleading, term 1\n"));
        await(speaker, "/readyz", answer -> answer.equals("200 ok\n"));
    }

    private static void goAway(FaultyServer server) {
        server.faults().add(Rule.always(new Selection("", "", "", "", "metallb-*"), new Fault.Drop(Stage.BEFORE)));
    }

    private DaemonProcess controller(String name, Administrator administrator, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("controller", "--kubeconfig=" + administrator.kubeconfig(directory, "controller")));
        arguments.addAll(List.of(options));
        return DaemonProcess.startAs(name, directory, arguments.toArray(String[]::new));
    }

    private DaemonProcess speaker(Administrator administrator) throws IOException {
        return DaemonProcess.start(directory, "speaker", "--kubeconfig=" + administrator.kubeconfig(directory, "speaker"),
                "--node-name=node-1");
    }

    private void await(DaemonProcess daemon, String path, Predicate<String> wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        String answer = "";
        while (!wanted.test(answer)) {
            assertTrue(System.nanoTime() < deadline, answer + "\n" + daemon.log());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            if (daemon.subjectOf("httpListening").isPresent()) {
                answer = get(daemon, path);
            }
        }
    }

    private static void await(String what, DaemonProcess daemon, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> what + "\n" + daemon.log());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private String get(DaemonProcess daemon, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + daemon.subjectOf("httpListening").orElseThrow() + path);
        HttpResponse<String> response = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }
}
