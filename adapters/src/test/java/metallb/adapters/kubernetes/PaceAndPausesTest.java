package metallb.adapters.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceAndPausesTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void letsABurstThroughAndThenSoManyASecond() {
        Pace pace = new Pace(5, 50, 0);
        for (int i = 0; i < 50; i++) {
            assertEquals(0, pace.take(0));
        }
        assertEquals(SECOND / 5, pace.take(0));
        assertEquals(2 * SECOND / 5, pace.take(0));
        assertEquals(SECOND / 5, pace.take(2 * SECOND / 5));
    }

    @Test
    void saysWhenTheNextIsThereAndTakesNothing() {
        Pace pace = new Pace(5, 1, 0);
        assertEquals(0, pace.until(0));
        assertEquals(0, pace.take(0));
        assertEquals(SECOND / 5, pace.until(0));
        assertEquals(SECOND / 10, pace.until(SECOND / 10));
        assertEquals(0, pace.until(SECOND / 5));
        assertEquals(0, pace.take(SECOND / 5));
    }

    @Test
    void savesNoMoreThanABurst() {
        Pace pace = new Pace(5, 2, 0);
        assertEquals(0, pace.take(1000 * SECOND));
        assertEquals(0, pace.take(1000 * SECOND));
        assertEquals(SECOND / 5, pace.take(1000 * SECOND));
    }

    @Test
    void savesNoMoreThanABurstWithTheOneThatIsHeld() {
        Pace pace = Pace.takenInAdvance(5, 3, 0);
        assertEquals(0, pace.take(0), "held while there is nothing to do");
        assertEquals(0, pace.take(1000 * SECOND));
        assertEquals(0, pace.take(1000 * SECOND));
        assertEquals(SECOND / 5, pace.take(1000 * SECOND), "with the one that was held, these were three");
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "2, 400", "3, 800", "8, 25600", "9, 30000", "1000000, 30000"})
    void doublesPausesUpToABound(int failures, long millis) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Pauses pauses = new Pauses(Duration.ofMillis(200), Duration.ofSeconds(30));
        for (int i = 0; i < 1000; i++) {
            long pause = pauses.after(failures, random).toNanos();
            assertTrue(pause >= millis * 500_000 && pause <= millis * 1_000_000, "seed " + seed + ": " + pause);
        }
    }
}
