package metallb.acceptance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A thousand short histories with crashing controllers, or as many as {@code -Dhistories} says, from seed {@code -Dseed} on. One that breaks
 * something is made as short as it gets and printed as a script, with the command that lives it again.
 */
class SimulationTest {
    private static final int HISTORIES = Integer.getInteger("histories", 1_000);
    private static final long FIRST_SEED = Long.getLong("seed", 1);
    private static final int LENGTH = 16;
    private static final String REPLAY = "mvn test -pl acceptance -am -Dtest=SimulationTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dhistories=1 -Dseed=";

    /** Each history has a world of its own, so they are lived through side by side. */
    @Test
    void everyHistoryKeepsThePromises() {
        LongAdder crashes = new LongAdder();
        LongAdder twice = new LongAdder();
        LongAdder arrivals = new LongAdder();
        LongAdder standing = new LongAdder();
        LongStream.range(FIRST_SEED, FIRST_SEED + HISTORIES).parallel().filter(seed -> {
            Simulation.Outcome outcome = Simulation.outcome(Drawing.of(seed, LENGTH));
            crashes.add(outcome.crashes());
            twice.add(outcome.crashes() >= 2 ? 1 : 0);
            arrivals.add(outcome.arrivals().size());
            standing.add(outcome.arrivals().stream().filter(Arrival::stands).count());
            return outcome.failure().isPresent();
        }).findAny().ifPresent(SimulationTest::report);
        String told = HISTORIES + " histories: controllers crashed " + crashes + " times, twice or more in " + twice
                + " of them; " + arrivals + " statuses arrived when another led, of which " + standing + " stood";
        System.out.println(told);
        assertTrue(crashes.sum() >= HISTORIES, told);
        assertTrue(HISTORIES < 50 || arrivals.sum() >= HISTORIES / 20, told);
        assertTrue(HISTORIES < 1000 || standing.sum() > 0, told);
    }

    private static void report(long seed) {
        History history = Drawing.of(seed, LENGTH);
        History shortest = Shrinking.shrink(history, shorter -> Simulation.failure(shorter).isPresent());
        fail("seed " + seed + ": " + Simulation.failure(history).orElseThrow() + "\nagain: " + REPLAY + seed + "\nin short: "
                + Simulation.failure(shortest).orElseThrow() + "\n" + shortest.script());
    }

    /** With nothing in the way, what is not wanted any more is gone within a second. */
    @Test
    void noWithdrawalIsLate() {
        assertEquals(Optional.empty(), Simulation.failure(new History(List.of("service default/s1",
                "endpoints default/s1 a b", "advance 1s", "endpoints default/s1", "advance 2s",
                "endpoints default/s1 a b", "advance 1s", "node a networkUnavailable=true", "advance 2s",
                "delete service default/s1", "advance 2s"))));
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
