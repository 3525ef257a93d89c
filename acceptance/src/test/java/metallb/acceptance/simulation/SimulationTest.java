package metallb.acceptance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A thousand short histories, or as many as {@code -Dhistories} says, from seed {@code -Dseed} on. One that breaks
 * something is made as short as it gets and printed as a script; {@code -Dhistories=1 -Dseed=N} lives it again.
 */
class SimulationTest {
    private static final int HISTORIES = Integer.getInteger("histories", 1_000);
    private static final long FIRST_SEED = Long.getLong("seed", 1);
    private static final int LENGTH = 16;

    @Test
    void everyHistoryKeepsThePromises() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            History history = Drawing.of(seed, LENGTH);
            Optional<String> failure = Simulation.failure(history);
            if (failure.isPresent()) {
                History shortest = Shrinking.shrink(history, shorter -> Simulation.failure(shorter).isPresent());
                fail("seed " + seed + ": " + failure.get() + "\nin short: " + Simulation.failure(shortest).orElseThrow()
                        + "\n" + shortest.script());
            }
        }
    }

    @Test
    void theSameHistoryIsToldInTheSameWords() {
        assertEquals(Simulation.transcript(Drawing.of(3, 40)), Simulation.transcript(Drawing.of(3, 40)));
    }

    @Test
    void aFailingHistoryIsMadeAsShortAsItGets() {
        History history = Drawing.of(5, 40);
        String first = history.commands().get(4);
        String second = history.commands().getLast();
        assertNotEquals(first, second);
        History shortest = Shrinking.shrink(history, shorter ->
                shorter.commands().contains(first) && shorter.commands().contains(second));
        assertEquals(List.of(first, second), shortest.commands());
    }
}
