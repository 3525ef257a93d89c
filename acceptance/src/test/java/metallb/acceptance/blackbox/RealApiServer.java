package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;

/**
 * etcd and kube-apiserver as processes, with RBAC: the binaries of the directory that the environment variable
 * {@code KUBEBUILDER_ASSETS} names, as envtest has it.
 */
final class RealApiServer implements ApiServer {
    private static final String ASSETS = "KUBEBUILDER_ASSETS";
    private static final long LIMIT_SECONDS = 180;
    /** Whether it was printed that tests are skipped: once a process is enough. */
    private static final AtomicBoolean SAID = new AtomicBoolean();
    private static final String TOKEN = "administrator-of-this-test";

    private final Path directory;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    private RealApiServer(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** Ready when it returns; the test is skipped, with the reason, where the binaries are not given. */
    static RealApiServer start(Path parent) throws IOException {
        String named = System.getenv(ASSETS);
        if (named == null || named.isBlank()) {
            String skipped = "no real API server: " + ASSETS + " names no directory with etcd and kube-apiserver";
            if (!SAID.getAndSet(true)) {
                System.out.println("skipped: " + skipped + "; " + ASSETS + "=DIRECTORY mvn verify runs the same tests against them");
            }
            abort(skipped);
        }
        Path assets = Path.of(named);
        Path directory = Files.createDirectories(parent.resolve("apiserver"));
        RealApiServer server = new RealApiServer(directory, freePort());
        try {
            server.run(assets);
            server.awaitReady();
        } catch (IOException | GeneralSecurityException e) {
            server.close();
            throw new IOException("etcd and kube-apiserver of " + assets + ": " + e.getMessage() + server.log(), e);
        }
        return server;
    }

    @Override
    public String url() {
        return "https://127.0.0.1:" + port;
    }

    @Override
    public String administratorToken() {
        return TOKEN;
    }

    @Override
    public Optional<Path> authority() {
        return Optional.of(directory.resolve("certificates/apiserver.crt"));
    }

    /** From the server's own audit. */
    @Override
    public TreeSet<Access> seen(String account) throws IOException {
        TreeSet<Access> seen = new TreeSet<>();
        String user = "system:serviceaccount:" + Administrator.NAMESPACE + ":" + account;
        for (String line : Files.readAllLines(directory.resolve("audit.log"))) {
            JsonNode call = Json.MAPPER.readTree(line);
            JsonNode object = call.path("objectRef");
            if (Json.text(call, "user", "username").equals(user) && !object.isMissingNode()) {
                String part = Json.text(object, "subresource");
                String group = Json.text(object, "apiGroup");
                seen.add(new Access(Json.text(call, "verb"), Json.text(object, "resource") + (part.isEmpty() ? "" : "/" + part)
                        + (group.isEmpty() ? "" : "." + group), Json.text(object, "namespace"), Json.text(object, "name")));
            }
        }
        return seen;
    }

    private void run(Path assets) throws IOException, GeneralSecurityException {
        int etcd = freePort();
        int etcdPeers = freePort();
        process("etcd", List.of(assets.resolve("etcd").toString(), "--data-dir=" + directory.resolve("etcd"),
                "--listen-client-urls=http://127.0.0.1:" + etcd, "--advertise-client-urls=http://127.0.0.1:" + etcd,
                "--listen-peer-urls=http://127.0.0.1:" + etcdPeers, "--unsafe-no-fsync"));
        Path tokens = Files.writeString(directory.resolve("tokens.csv"), TOKEN + ",administrator,1,system:masters\n");
        Path policy = Files.writeString(directory.resolve("audit.yaml"),
                "apiVersion: audit.k8s.io/v1\nkind: Policy\nomitStages: [RequestReceived]\nrules: [{level: Metadata}]\n");
        Path key = accountKey();
        process("kube-apiserver", List.of(assets.resolve("kube-apiserver").toString(),
                "--etcd-servers=http://127.0.0.1:" + etcd, "--secure-port=" + port, "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1", "--cert-dir=" + directory.resolve("certificates"),
                "--authorization-mode=RBAC", "--token-auth-file=" + tokens, "--disable-admission-plugins=ServiceAccount",
                "--audit-policy-file=" + policy, "--audit-log-path=" + directory.resolve("audit.log"),
                "--audit-log-mode=blocking", "--service-cluster-ip-range=10.96.0.0/16", "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + key, "--service-account-signing-key-file=" + key));
    }

    /** That which the tokens of service accounts are signed with. */
    private Path accountKey() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return Files.writeString(directory.resolve("account.key"), "-----BEGIN PRIVATE KEY-----\n"
                + lines.encodeToString(pair.getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----\n");
    }

    private void process(String name, List<String> command) throws IOException {
        processes.add(new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile()).start());
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!isReady()) {
            if (processes.stream().anyMatch(process -> !process.isAlive())) {
                throw new IOException("a process has ended");
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("not ready after " + LIMIT_SECONDS + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private boolean isReady() throws IOException {
        if (!Files.exists(authority().orElseThrow())) {
            return false;
        }
        try (Administrator administrator = new Administrator(this)) {
            return administrator.isReady();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private String log() {
        StringBuilder log = new StringBuilder();
        for (String name : List.of("etcd", "kube-apiserver")) {
            try {
                List<String> lines = Files.readAllLines(directory.resolve(name + ".log"));
                log.append("\n--- ").append(name).append('\n')
                        .append(String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
            } catch (IOException e) {
                log.append(e.getMessage());
            }
        }
        return log.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        for (Process process : processes.reversed()) {
            process.destroyForcibly().onExit().join();
        }
    }
}
