package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong in a demo, it says what, ends with 1, leaves no process behind and keeps its logs. */
class DemoFailureTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"router-1", "controller", "speaker-node-c"})
    void saysWhichProcessIsGone(String name) throws IOException, InterruptedException {
        try (DemoProcess demo = DemoProcess.start(directory, Map.of(), "--once")) {
            long pid = demo.pid(name);
            DemoProcess.signal("KILL", pid);
            assertFailed(demo, "not any more: " + death(name, pid, demo));
        }
    }

    @Test
    void saysThatARouterIsGoneWhichItWasAsking() throws IOException, InterruptedException {
        try (DemoProcess demo = DemoProcess.start(directory, Map.of(), "--once")) {
            long pid = demo.pid("router-1");
            DemoProcess.signal("STOP", pid);
            demo.awaitText("3. Every speaker holds a session with every router");
            DemoProcess.signal("KILL", pid);
            assertFailed(demo, "router-1 has three sessions established: not any more: " + death("router-1", pid, demo));
        }
    }

    @Test
    void waitsNoLongerThanItsPatienceForAProcessThatHangs() throws IOException, InterruptedException {
        try (DemoProcess demo = DemoProcess.start(directory, Map.of(), "--once", "--patience=3")) {
            DemoProcess.signal("STOP", demo.awaitFirstChild().pid());
            assertFailed(demo, "router-1 did not say where it listens in 3 s; seen: Optional.empty; its log is "
                    + demo.leftBehind().getFirst().resolve("router-1.log"));
        }
    }

    @Test
    void saysThatASignalEndedItsStory() throws IOException, InterruptedException {
        try (DemoProcess demo = DemoProcess.start(directory, Map.of(), "--once")) {
            demo.pid("router-1");
            DemoProcess.signal("TERM", demo.pid());
            assertEquals(128 + 15, demo.status(), demo.out());
            assertTrue(demo.out().endsWith("   ✗ a signal ended the demo before its story was over\n\nThe logs are in "
                    + demo.leftBehind().getFirst() + "\n"), demo.out());
            assertFalse(demo.hasOneLeft());
        }
    }

    @Test
    void tellsOfALossWhileItIsPlayedWith() throws IOException, InterruptedException {
        try (DemoProcess demo = DemoProcess.start(directory, Map.of())) {
            demo.awaitText("curl -s http://127.0.0.1:");
            long pid = demo.pid("speaker-node-b");
            DemoProcess.signal("KILL", pid);
            demo.awaitText("   ✗ " + death("speaker-node-b", pid, demo) + "\n");
            DemoProcess.signal("TERM", demo.pid());
            assertEquals(1, demo.status(), demo.out());
            assertTrue(demo.out().endsWith("\nEnded; the logs are in " + demo.leftBehind().getFirst() + "\n"), demo.out());
            assertFalse(demo.hasOneLeft());
        }
    }

    @Test
    void saysWhereItsLogsCannotBe() {
        Run run = Run.of(List.of(Run.LAUNCHER.toString(), "demo", "--once"), "",
                Map.of("METALLB_NO_BUILD", "1", "TMPDIR", "/nowhere"));
        assertEquals(new Run(1, """
                metallb demo: an embedded cluster, a controller, three speakers and two routers, all on loopback
                   ✗ no directory for the logs could be made in /nowhere: no such directory
                """, ""), run);
    }

    private static String death(String name, long pid, DemoProcess demo) throws IOException {
        return name + " (process " + pid + ") ended with status 137 (signal 9); its log is "
                + demo.leftBehind().getFirst().resolve(name + ".log");
    }

    private static void assertFailed(DemoProcess demo, String why) throws IOException, InterruptedException {
        assertEquals(1, demo.status(), demo.out());
        Path kept = demo.leftBehind().getFirst();
        assertTrue(demo.out().lines().anyMatch(line -> line.startsWith("   ✗ ") && line.endsWith(why)), why + "\n" + demo.out());
        assertTrue(demo.out().endsWith("\n\nNOT every step came true; the logs are in " + kept + "\n"), demo.out());
        assertFalse(demo.hasOneLeft(), demo.out());
    }
}
