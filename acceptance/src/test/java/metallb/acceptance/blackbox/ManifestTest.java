package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import metallb.adapters.devcluster.DevCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What deploy/ holds, applied by the real kubectl as an operator would. Skipped where there is none. */
class ManifestTest {
    private static final Path DEPLOY = Run.PROJECT.resolve("deploy");
    private static final String[] EXAMPLE = {"apply", "-f", DEPLOY.resolve("example-config.yaml").toString()};
    /** In the order of metallb.yaml. */
    private static final List<String> OBJECTS = List.of("configmap/config-accepted", "serviceaccount/controller",
            "serviceaccount/speaker", "clusterrole.rbac.authorization.k8s.io/metallb-system:controller",
            "clusterrole.rbac.authorization.k8s.io/metallb-system:speaker",
            "clusterrolebinding.rbac.authorization.k8s.io/metallb-system:controller",
            "clusterrolebinding.rbac.authorization.k8s.io/metallb-system:speaker",
            "role.rbac.authorization.k8s.io/controller", "role.rbac.authorization.k8s.io/speaker",
            "rolebinding.rbac.authorization.k8s.io/controller", "rolebinding.rbac.authorization.k8s.io/speaker",
            "deployment.apps/controller", "daemonset.apps/speaker", "poddisruptionbudget.policy/controller",
            "networkpolicy.networking.k8s.io/controller");

    @TempDir
    private Path home;

    private DevCluster cluster;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl"))), "no kubectl on the PATH");
        cluster = DevCluster.start(InetAddress.getLoopbackAddress(), 0);
        Files.writeString(home.resolve("kubeconfig"), cluster.kubeconfig());
        // an empty cluster has no such namespace; the embedded one brings it
        assertEquals(0, kubectl("delete", "namespace", "metallb-system").status());
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    static List<List<String>> ways() {
        return List.of(
                List.of("apply", "-f", DEPLOY.resolve("metallb.yaml").toString()),
                List.of("apply", "--server-side", "-f", DEPLOY.resolve("metallb.yaml").toString()),
                List.of("apply", "-k", DEPLOY.toString()),
                List.of("apply", "--server-side", "-k", DEPLOY.toString()));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void isAppliedOnceAndAgainWithoutAChange(List<String> way) {
        boolean onServer = way.contains("--server-side");
        Run first = kubectl(way.toArray(String[]::new));
        assertEquals(said(onServer ? "serverside-applied" : "created"), sorted(first), first.err());
        Run again = kubectl(way.toArray(String[]::new));
        assertEquals(said(onServer ? "serverside-applied" : "unchanged"), withoutBudget(sorted(again)), again.err());
        assertEquals("metallb-java:0.1.0 metallb-java:0.1.0", kubectl("get", "deployment,daemonset", "-n", "metallb-system",
                "-o", "jsonpath={.items[*].spec.template.spec.containers[*].image}").out());
    }

    /** As the embedded one does, one way over the other, with what {@link #leavesWhatTheControllerAccepted} asks for at the end. */
    @Test
    void aRealServerTakesItOnceAndAgainWithoutAChange() throws IOException {
        try (ApiServer server = RealApiServer.start(home); Administrator administrator = new Administrator(server)) {
            Path kubeconfig = administrator.kubeconfig(home);
            String manifest = DEPLOY.resolve("metallb.yaml").toString();
            for (String what : List.of("created", "unchanged")) {
                Run run = kubectl(kubeconfig, "apply", "-f", manifest);
                assertEquals(said(what), withoutBudget(sorted(run)), run.err());
            }
            for (int i = 0; i < 2; i++) {
                Run run = kubectl(kubeconfig, "apply", "--server-side", "-f", manifest);
                assertEquals(said("serverside-applied"), sorted(run), run.err());
            }
            accept(kubeconfig);
            for (List<String> way : ways()) {
                Run run = kubectl(kubeconfig, way.toArray(String[]::new));
                assertEquals(0, run.status(), run.err());
                assertEquals("peers: []", accepted(kubeconfig), way.toString());
            }
            assertEquals(new Run(0, "configmap/config created\n", ""), kubectl(kubeconfig, EXAMPLE));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void leavesWhatTheControllerAccepted(List<String> way) {
        kubectl(way.toArray(String[]::new));
        accept(home.resolve("kubeconfig"));
        kubectl(way.toArray(String[]::new));
        assertEquals("peers: []", accepted(home.resolve("kubeconfig")));
    }

    /** As the controller does when it accepts a configuration. */
    private void accept(Path kubeconfig) {
        assertEquals(0, kubectl(kubeconfig, "patch", "configmap", "config-accepted", "-n", "metallb-system", "--type=merge", "-p",
                "{\"data\":{\"config\":\"peers: []\"}}").status());
    }

    private String accepted(Path kubeconfig) {
        return kubectl(kubeconfig, "get", "configmap", "config-accepted", "-n", "metallb-system", "-o",
                "jsonpath={.data.config}").out();
    }

    @Test
    void theExampleIsAConfigMapThatIsApplied() {
        kubectl("apply", "-f", DEPLOY.resolve("metallb.yaml").toString());
        assertEquals(new Run(0, "configmap/config created\n", ""), kubectl(EXAMPLE));
    }

    /** What an attacker in one of the pods would have to start with: nothing that is not needed. */
    @Test
    void podsHaveNoRightsOnTheirNodes() {
        kubectl("apply", "-f", DEPLOY.resolve("metallb.yaml").toString());
        for (String pods : List.of("deployment/controller", "daemonset/speaker")) {
            Run run = kubectl("get", pods, "-n", "metallb-system", "-o", "jsonpath={.spec.template.spec.securityContext}"
                    + "{.spec.template.spec.containers[*].securityContext}");
            assertEquals("{\"runAsGroup\":65532,\"runAsNonRoot\":true,\"runAsUser\":65532,"
                    + "\"seccompProfile\":{\"type\":\"RuntimeDefault\"}}"
                    + "{\"allowPrivilegeEscalation\":false,\"capabilities\":{\"drop\":[\"ALL\"]},\"readOnlyRootFilesystem\":true}",
                    run.out(), run.err());
        }
    }

    private static List<String> said(String what) {
        List<String> lines = new ArrayList<>(List.of("namespace/metallb-system " + what));
        OBJECTS.forEach(object -> lines.add(object + " " + what));
        return lines.stream().sorted().toList();
    }

    /** A budget's selector is replaced whole, so kubectl says that it configured it, whatever it found. */
    private static List<String> withoutBudget(List<String> lines) {
        return lines.stream().map(line -> line.replace("budget.policy/controller configured", "budget.policy/controller unchanged"))
                .toList();
    }

    private static List<String> sorted(Run run) {
        return run.out().lines().sorted().toList();
    }

    private Run kubectl(String... arguments) {
        return kubectl(home.resolve("kubeconfig"), arguments);
    }

    private Run kubectl(Path kubeconfig, String... arguments) {
        List<String> command = new ArrayList<>(List.of("kubectl", "--kubeconfig=" + kubeconfig,
                "--cache-dir=" + home.resolve("cache")));
        command.addAll(List.of(arguments));
        return Run.of(command, "", Map.of("HOME", home.toString()));
    }
}
