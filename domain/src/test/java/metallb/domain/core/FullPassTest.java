package metallb.domain.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FullPassTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    @Test
    void comesEveryTenMinutesGiveOrTakeOne() {
        FullPass pass = new FullPass(new SplittableRandom(1));
        assertFalse(pass.isDue(0));

        long last = 0;
        for (int i = 0; i < 100; i++) {
            long next = pass.nextDeadline().orElseThrow();
            assertTrue(next - last >= 9 * MINUTE && next - last <= 11 * MINUTE, "after " + Duration.ofNanos(next - last));
            assertFalse(pass.isDue(next - 1));
            assertTrue(pass.isDue(next));
            assertFalse(pass.isDue(next));
            last = next;
        }
    }

    @Test
    void controllersDoNotAllPassAtTheSameMoment() {
        assertTrue(IntStream.range(0, 20).mapToLong(FullPassTest::first).distinct().count() > 15);
    }

    @Test
    void theControllerLooksAtEveryServiceAgainAndSaysNothingWhereAllIsAsItShouldBe() {
        ControllerWorld world = new ControllerWorld();
        int services = 3 * Core.SLICE;
        for (int i = 0; i < services; i++) {
            world.put(world.newService("web-" + i, i));
        }
        world.begin("default 10.0.0.0/16");
        world.events.clear();
        world.reports.clear();
        List<Object> written = new ArrayList<>();
        world.watcher = written::add;

        world.runFor(8 * 60);
        world.drains = 0;
        world.runFor(4 * 60);

        assertTrue(world.drains >= services / Core.SLICE, "drains: " + world.drains);
        assertEquals(List.of(), world.events);
        assertEquals(List.of(), world.reports);
        assertEquals(List.of(), written);
    }

    private static long first(int seed) {
        FullPass pass = new FullPass(new SplittableRandom(seed));
        pass.isDue(0);
        return pass.nextDeadline().orElseThrow();
    }
}
