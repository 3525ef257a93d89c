package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The whole product as seven processes on loopback: the demo tells its story, and every step of it comes true. */
class DemoTest {
    @Test
    void everyStepOfTheStoryComesTrue() {
        Run run = Run.metallb("demo", "--once");
        assertEquals(0, run.status(), run.out() + run.err());
        assertTrue(run.out().contains("Every step came true."), run.out());
        assertFalse(run.out().contains("✗"), run.out());
        assertEquals(17, run.out().lines().filter(line -> line.contains("✓")).count(), run.out());
    }
}
