package metallb.domain.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.Uid;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteId;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.net.Now;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Objects that the API cannot bear, be they refused or never answered, among those that it can: under virtual time, with
 * answers as late as a server's.
 */
class PoisonedObjectTest {
    private static final long ANSWER = Duration.ofMillis(5).toNanos();
    private static final long NO_ANSWER = Duration.ofSeconds(4).toNanos();
    private static final int OBJECTS = 10_000;

    private final ApiWrites writes = new ApiWrites(new SplittableRandom(1));
    private final Service service = new ControllerWorld().newService("web", 1);
    private final PriorityQueue<Flight> flights = new PriorityQueue<>(Comparator.comparing(Flight::lands));
    private final List<Long> attempts = new ArrayList<>();
    private long nanos;
    private int landed;
    private int news;
    private Function<WriteId, WriteOutcome> refusal = id -> new WriteOutcome.Refused(id, 422, "no");

    /** A write on its way. */
    private record Flight(long lands, WriteOutcome outcome) {}

    @Test
    void oneThatIsNeverAnsweredSlowsNobody() {
        long alone = finish(_ -> false, false);
        long beside = new PoisonedObjectTest().finish(name -> name.equals("s7"), false);
        // it holds one of sixteen places
        assertTrue(beside <= alone * 16 / 15 + ANSWER, beside + " ns beside it, " + alone + " ns without");
    }

    @Test
    void oneThatIsRefusedSlowsNobody() {
        long alone = finish(_ -> false, true);
        long beside = new PoisonedObjectTest().finish(name -> name.equals("s7"), true);
        assertTrue(beside <= alone + 20 * ANSWER, beside + " ns beside it, " + alone + " ns without");
    }

    /** When the hundreds have been tried once, half of the room is left to the others, however often they are repeated. */
    @Test
    void hundredsThatAreNeverAnsweredStarveNobody() {
        for (int i = 0; i < 400; i++) {
            writes.want(target("poison" + i));
        }
        live(Duration.ofMinutes(10), name -> name.startsWith("poison"), false);
        for (int i = 0; i < OBJECTS; i++) {
            writes.want(target("s" + i));
        }
        // eight places and more are theirs
        live(Duration.ofNanos(2L * OBJECTS / ApiWrites.LIMIT * ANSWER + 2 * ANSWER), name -> name.startsWith("poison"), false);
        assertEquals(OBJECTS, landed);
    }

    /** Of each it takes a second to see that it hangs, and eight places and more are for those that were not tried yet. */
    @Test
    void onesThatAreNeverAnsweredDelayWhoComesAfterThemBySeconds() {
        for (int i = 0; i < 200; i++) {
            writes.want(target("poison" + i));
        }
        writes.want(target("s"));
        while (landed == 0) {
            step(name -> name.startsWith("poison"), false);
            assertTrue(writes.inFlight() <= ApiWrites.LIMIT + WritePlaces.HANGING, writes.inFlight() + " in flight");
        }
        assertTrue(nanos <= Duration.ofSeconds(15).toNanos(), nanos + " ns");
    }

    /** From 0.2 s doubled up to 30 s, of which half is chance: about 17 times in five minutes, and never in step. */
    @Test
    void oneThatIsRefusedIsTriedWithGrowingPauses() {
        writes.want(target("poison"));
        live(Duration.ofMinutes(5), _ -> true, true);
        List<Long> pauses = new ArrayList<>();
        for (int i = 1; i < attempts.size(); i++) {
            pauses.add((attempts.get(i) - attempts.get(i - 1)) / 1_000_000);
        }
        for (int i = 0; i < pauses.size(); i++) {
            long most = Math.min(30_000, 200L << i);
            assertTrue(pauses.get(i) >= most / 2 && pauses.get(i) <= most + 5, "pause " + i + ": " + pauses.get(i) + " ms");
        }
        assertTrue(attempts.size() >= 16 && attempts.size() <= 28, attempts.size() + " attempts");
        assertEquals(0, landed);
    }

    /** Sixteen find out, then one tries whenever the server may be asked again, whoever it is. */
    @ParameterizedTest
    @CsvSource({"429, 30, 26", "503, 30, 26", "429, 3600, 26", "429, 0, 43", "503, 1, 43"})
    void anOverloadedServerIsLeftAlone(int status, int retryAfter, int most) {
        for (int i = 0; i < OBJECTS; i++) {
            writes.want(target("s" + i));
        }
        refusal = id -> new WriteOutcome.Refused(id, status, "too much", Duration.ofSeconds(retryAfter));
        live(Duration.ofMinutes(5), _ -> true, true);
        assertTrue(attempts.size() >= 25 && attempts.size() <= most, attempts.size() + " attempts");
        assertEquals(1, news, "lines that are loud");

        long alone = new PoisonedObjectTest().finish(_ -> false, true);
        live(Duration.ofSeconds(30).plusNanos(alone + 5 * ANSWER), _ -> false, true);
        assertEquals(OBJECTS, landed);
    }

    /** Until all that can be written is; how long that took. */
    private long finish(Predicate<String> poisoned, boolean refused) {
        int healthy = 0;
        for (int i = 0; i < OBJECTS; i++) {
            writes.want(target("s" + i));
            healthy += poisoned.test("s" + i) ? 0 : 1;
        }
        while (landed < healthy) {
            step(poisoned, refused);
        }
        return nanos;
    }

    private void live(Duration time, Predicate<String> poisoned, boolean refused) {
        long end = nanos + time.toNanos();
        while (nanos < end) {
            step(poisoned, refused);
        }
    }

    /** What is due now leaves; then whatever comes next happens. */
    private void step(Predicate<String> poisoned, boolean refused) {
        for (Write write : writes.drain(now(), PoisonedObjectTest::compose)) {
            flights.add(flight(write, poisoned.test(write.id().key().name()), refused));
        }
        long deadline = writes.nextDeadline(now()).orElse(Long.MAX_VALUE);
        if (!flights.isEmpty() && flights.peek().lands() <= deadline) {
            nanos = flights.peek().lands();
            WriteOutcome outcome = flights.poll().outcome();
            landed += outcome instanceof WriteOutcome.Done ? 1 : 0;
            if (writes.on(now(), outcome) instanceof ApiWrites.Settled.Refused settled) {
                news += settled.again() ? 0 : 1;
                writes.want(settled.target());
            }
        } else {
            nanos = Math.max(nanos, deadline);
        }
    }

    private Flight flight(Write write, boolean isPoisoned, boolean refused) {
        if (!isPoisoned) {
            return new Flight(nanos + ANSWER, new WriteOutcome.Done(write.id(), service));
        }
        attempts.add(nanos);
        return refused ? new Flight(nanos + ANSWER, refusal.apply(write.id()))
                : new Flight(nanos + NO_ANSWER, new WriteOutcome.Unknown(write.id(), "no answer"));
    }

    private Now now() {
        return new Now(nanos, Instant.EPOCH);
    }

    private static Optional<Write> compose(ApiWrites.Target target) {
        return Optional.of(new Write.Status(new WriteId(target.kind(), target.key(), new Uid("u"), new ResourceVersion("1"), 1, 0),
                List.of()));
    }

    private static ApiWrites.Target target(String name) {
        return new ApiWrites.Target(Kind.SERVICE, new ObjectKey("default", name));
    }
}
