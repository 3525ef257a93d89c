package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code metallb cluster}: loaded from files, guarded, and steered while it runs, all by command. */
@Timeout(240)
class ClusterTest {
    @TempDir
    private Path home;
    private Process process;
    private String url = "";

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Until it says where it listens. */
    private void start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(Run.LAUNCHER.toString(), "cluster"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().put("METALLB_NO_BUILD", "1");
        process = builder.start();
        BufferedReader lines = process.inputReader();
        String first = lines.readLine();
        assertTrue(first != null && first.matches("The embedded API listens on http://127\\.0\\.0\\.1:\\d+\\. Ctrl-C ends it\\."), first);
        url = first.replaceAll(".* (http://\\S+)\\. .*", "$1");
    }

    private static Run metallb(String... arguments) {
        return Run.metallb(arguments);
    }

    private String get(String path, String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(("any:" + token).getBytes(StandardCharsets.UTF_8)));
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
    }

    @Test
    void servesWhatFilesHoldBehindItsGuardAndDoesWhatCommandsSay() throws Exception {
        Path objects = Files.writeString(home.resolve("objects.yaml"), """
                {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: LoadBalancer, ports: [{port: 80}]}}
                """);
        Path more = Files.writeString(home.resolve("more.json"), "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\"}}");
        Path kubeconfig = home.resolve("kubeconfig");
        start("--nodes=2", "--guard", "--load", objects.toString(), "--load", more.toString(), "--write-kubeconfig", kubeconfig.toString(),
                "--fault", "{\"verb\":\"list\",\"resource\":\"secrets\",\"fault\":\"answer\",\"code\":500}");
        assertEquals(List.of("  export KUBECONFIG=" + kubeconfig, "  kubectl get nodes",
                "  kubectl create token NAME     makes a service account's token; " + url.replace("://", "://any:TOKEN@") + " lets it in",
                "  bootstrap/metallb cluster seen     tells who does what",
                "  bootstrap/metallb cluster fault '{\"verb\":\"watch\",\"fault\":\"watch-cut\"}'     lets something go wrong"),
                process.inputReader().lines().limit(5).toList());
        Matcher token = Pattern.compile("server: http://admin:(\\w+)@").matcher(Files.readString(kubeconfig));
        assertTrue(token.find());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kubeconfig)));
        assertTrue(get("/api/v1/services", token.group(1)).contains("\"name\":\"web\""));
        assertTrue(get("/api/v1/namespaces/default/configmaps/c", token.group(1)).startsWith("200 "));
        assertTrue(get("/api/v1/nodes/node-2", token.group(1)).startsWith("200 "));
        assertTrue(get("/api/v1/nodes/node-3", token.group(1)).startsWith("404 "));
        assertEquals("401 {\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"Unauthorized\","
                + "\"reason\":\"Unauthorized\",\"code\":401}\n", get("/api/v1/nodes", "wrong"));
        assertTrue(get("/api/v1/secrets", token.group(1)).startsWith("500 "));
        String server = url.replace("://", "://any:" + token.group(1) + "@");
        assertEquals("the clock is 90.0 s ahead\n", metallb("cluster", "clock", "--step=90", "--server=" + server).out());
        assertEquals("0 faults; the clock is 90.0 s ahead\n", metallb("cluster", "fault", "--clear", "--kubeconfig=" + kubeconfig).out());
        assertTrue(get("/api/v1/secrets", token.group(1)).startsWith("200 "));
        assertEquals("""
                kubernetes-admin get configmaps
                kubernetes-admin get nodes
                kubernetes-admin list secrets
                kubernetes-admin list services
                """, metallb("cluster", "seen", "--kubeconfig=" + kubeconfig).out());
    }

    @Test
    void servesNothingWhereAFileIsRefused() throws IOException {
        Path file = Files.writeString(home.resolve("bad.yaml"), "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {prots: []}\n");
        Run run = metallb("cluster", "--load", file.toString(), "--load", "nowhere.yaml");
        assertEquals(file + ":1: Service web: failed to create typed patch object (/web; /v1, Kind=Service): .spec.prots: field not declared in schema"
                + "\nnowhere.yaml: no such file; wanted one of YAML or JSON\n", run.err());
        assertEquals(1, run.status());
    }

    @Test
    void saysWhatIsWrongWithARuleOrThatNobodyIsThere() {
        Run rule = metallb("cluster", "fault", "--server=http://127.0.0.1:1", "{\"fault\":\"nap\"}");
        assertEquals("Invalid value for RULE: fault is \"nap\"; wanted one of answer, drop, delay, hang, truncate, watch-end, watch-drop,"
                + " watch-cut, watch-hang, watch-expire, watch-delay", rule.err().lines().findFirst().orElse(""));
        assertEquals(2, rule.status());
        Run nobody = metallb("cluster", "compact", "--server=http://127.0.0.1:1");
        assertEquals("metallb compact: no cluster listens on http://127.0.0.1:1\n", nobody.err());
        assertEquals(1, nobody.status());
    }
}
