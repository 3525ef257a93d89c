package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A speaker with the rights of deploy/metallb.yaml, a router that demands signatures, and the Secret between them. */
@EnabledOnOs(OS.LINUX)
class PasswordSecretTest {
    private static final long LIMIT_SECONDS = 120;
    private static final String RIGHT = "correct-horse";
    private static final String WRONG = "battery-staple";

    @TempDir
    private Path directory;

    @Test
    void theKernelSignsWithWhatStandsInTheSecretNow() throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("password"), RIGHT);
        try (GuardedCluster guarded = new GuardedCluster();
                DaemonProcess router = DaemonProcess.start(directory, "router", "--asn=64501", "--listen=127.0.0.1:0",
                        "--password-file=" + file)) {
            guarded.install(Run.PROJECT.resolve("deploy/metallb.yaml"));
            await(() -> router.subjectOf("bgpListening").isPresent(), router);
            configure(guarded, router.subjectOf("bgpListening").orElseThrow().replaceAll(".*:", ""));
            try (DaemonProcess speaker = DaemonProcess.start(directory, "speaker",
                    "--kubeconfig=" + guarded.kubeconfig(directory, "speaker"), "--node-name=node-1")) {
                await(() -> count(speaker, "passwordUnknown") == 1, speaker);
                password(guarded, WRONG);
                await(() -> speaker.log().contains("likely the router has another password"), speaker);
                assertEquals(0, count(router, "sessionUp"), router.log());
                password(guarded, RIGHT);
                await(() -> count(speaker, "sessionUp") == 1, speaker);
                password(guarded, WRONG);
                await(() -> speaker.log().contains("password changed; sent Cease/Other Configuration Change (6/6)"), speaker);
                password(guarded, RIGHT);
                await(() -> count(speaker, "sessionUp") == 2, speaker);
                assertEquals(0, speaker.end());
                assertFalse(speaker.log().contains(RIGHT) || speaker.log().contains(WRONG), speaker.log());
            }
        }
    }

    private static void configure(GuardedCluster guarded, String port) throws IOException, InterruptedException {
        guarded.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: config, namespace: metallb-system}
                data:
                  config: |
                    peers:
                    - peer-address: 127.0.0.1
                      peer-port: %s
                      peer-asn: 64501
                      my-asn: 64500
                      password-secret: {name: tor}
                """.formatted(port));
    }

    private static void password(GuardedCluster guarded, String password) throws IOException, InterruptedException {
        guarded.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: tor, namespace: metallb-system}
                type: kubernetes.io/basic-auth
                stringData: {password: %s}
                """.formatted(password));
    }

    private static long count(DaemonProcess daemon, String event) {
        return daemon.log().lines().filter(line -> line.contains("\"" + event + "\"")).count();
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
