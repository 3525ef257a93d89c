package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole product as seven processes on loopback: the demo tells its story, and every step of it comes true. */
class DemoTest {
    private static final long LIMIT_SECONDS = 120;

    @TempDir
    private Path directory;

    @Test
    void everyStepOfTheStoryComesTrue() {
        Run run = Run.metallb("demo", "--once");
        assertEquals(0, run.status(), run.out() + run.err());
        assertTrue(run.out().contains("Every step came true."), run.out());
        assertFalse(run.out().contains("✗"), run.out());
        assertEquals(17, run.out().lines().filter(line -> line.contains("✓")).count(), run.out());
    }

    @Test
    void staysUpToBePlayedWithAndLeavesNothingBehindWhenKilled() throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(Run.LAUNCHER.toString(), "demo").redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("METALLB_NO_BUILD", "1");
        Process demo = builder.start();
        try {
            assertTrue(holds(() -> text(out).contains("curl -s http://127.0.0.1:")), text(out));
            assertTrue(text(out).contains("  kubectl describe service nginx\n"), text(out));
            List<ProcessHandle> children = demo.descendants().toList();
            assertEquals(6, children.size());
            demo.destroyForcibly().waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertTrue(holds(() -> children.stream().noneMatch(ProcessHandle::isAlive)), "children still run: " + children);
        } finally {
            demo.descendants().forEach(ProcessHandle::destroyForcibly);
            demo.destroyForcibly();
        }
    }

    private static boolean holds(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return true;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
