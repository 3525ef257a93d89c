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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A speaker with the rights of deploy/metallb.yaml, a router that demands signatures, and the Secret between them. */
@EnabledOnOs(OS.LINUX)
class PasswordSecretTest {
    private static final long LIMIT_SECONDS = 120;
    private static final String RIGHT = "correct-horse";
    private static final String WRONG = "battery-staple";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void theKernelSignsWithWhatStandsInTheSecretNow(ApiServer.Choice server) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("password"), RIGHT);
        try (ApiServer cluster = server.start(directory);
                Administrator administrator = new Administrator(cluster);
                DaemonProcess router = DaemonProcess.start(directory, "router", "--asn=64501", "--listen=127.0.0.1:0",
                        "--password-file=" + file)) {
            administrator.install(Run.PROJECT.resolve("deploy/metallb.yaml"));
            await(() -> router.subjectOf("bgpListening").isPresent(), router);
            configure(administrator, router.subjectOf("bgpListening").orElseThrow().replaceAll(".*:", ""));
            try (DaemonProcess speaker = DaemonProcess.start(directory, "speaker",
                    "--kubeconfig=" + administrator.kubeconfig(directory, "speaker"), "--node-name=node-1")) {
                await(() -> count(speaker, "passwordUnknown") == 1, speaker);
                password(administrator, WRONG);
                await(() -> speaker.log().contains("likely the router has another password"), speaker);
                assertEquals(0, count(router, "sessionUp"), router.log());
                password(administrator, RIGHT);
                await(() -> count(speaker, "sessionUp") == 1, speaker);
                password(administrator, WRONG);
                await(() -> speaker.log().contains("password changed; sent Cease/Other Configuration Change (6/6)"), speaker);
                password(administrator, RIGHT);
                await(() -> count(speaker, "sessionUp") == 2, speaker);
                administrator.assertWithinRoles();
                assertEquals(0, speaker.end());
                assertFalse(speaker.log().contains(RIGHT) || speaker.log().contains(WRONG), speaker.log());
            }
        }
    }

    private static void configure(Administrator administrator, String port) {
        administrator.configure("""
                peers:
                - peer-address: 127.0.0.1
                  peer-port: %s
                  peer-asn: 64501
                  my-asn: 64500
                  password-secret: {name: tor}
                """.formatted(port));
    }

    private static void password(Administrator administrator, String password) {
        administrator.apply("""
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
