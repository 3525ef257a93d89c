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

/** The whole product as seven processes on loopback: the demo tells its story, and every step of it comes true. */
class DemoTest {
    @TempDir
    private Path directory;

    @Test
    void everyStepOfTheStoryComesTrue() throws IOException, InterruptedException {
        try (DemoProcess demo = DemoProcess.start(directory, Map.of(), "--once")) {
            assertEquals(0, demo.status(), demo.out());
            assertTrue(demo.out().contains("Every step came true."), demo.out());
            assertFalse(demo.out().contains("✗"), demo.out());
            assertEquals(17, demo.out().lines().filter(line -> line.contains("✓")).count(), demo.out());
            assertFalse(demo.out().contains("\u001b"), demo.out());
            assertEquals(List.of(), demo.leftBehind());
        }
    }

    @Test
    void showsTheEventsWhereThereIsNoKubectl() throws IOException, InterruptedException {
        String tools = Tools.only(directory, List.of("sh", "dirname", "readlink", "sed")).toString();
        Map<String, String> environment = Map.of("PATH", tools, "METALLB_JAVA_HOME", System.getProperty("java.home"));
        try (DemoProcess demo = DemoProcess.start(directory, environment, "--once")) {
            assertEquals(0, demo.status(), demo.out());
            assertTrue(demo.out().contains("✓ the events of nginx tell it"), demo.out());
            assertTrue(demo.out().contains("\n     IPAllocated: Assigned IP \"192.168.10.0\"\n"), demo.out());
            assertTrue(demo.out().contains("\n     nodeAssigned: announcing from node \"node-a\" with protocol \"bgp\"\n"),
                    demo.out());
        }
    }

    @Test
    void staysUpToBePlayedWithUntilItIsAskedToEnd() throws IOException, InterruptedException {
        try (DemoProcess demo = DemoProcess.start(directory, Map.of())) {
            demo.awaitText("curl -s http://127.0.0.1:");
            assertTrue(demo.out().contains("  kubectl describe service nginx\n"), demo.out());
            assertEquals(6, demo.children().size());
            DemoProcess.signal("TERM", demo.pid());
            assertEquals(0, demo.status(), demo.out());
            assertTrue(demo.out().endsWith("\nEnded.\n"), demo.out());
            assertFalse(demo.hasOneLeft());
            assertEquals(List.of(), demo.leftBehind());
        }
    }

    @Test
    void leavesNoProcessBehindWhenKilled() throws IOException, InterruptedException {
        try (DemoProcess demo = DemoProcess.start(directory, Map.of())) {
            demo.pid("router-1");
            assertEquals(6, demo.children().size());
            DemoProcess.signal("KILL", demo.pid());
            demo.status();
            demo.awaitNoneLeft();
        }
    }
}
