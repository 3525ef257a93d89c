package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import metallb.domain.net.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both ends together; {@link PairSide} checks what must hold after every event. From seed {@code -Dseed} on, twice as many
 * as {@code -Dpairs} says. Which families each side offers, and whether it restarts gracefully, comes from the seed too.
 */
class PairTest {
    private static final long FIRST_SEED = Long.getLong("seed", 1);
    private static final int SEEDS = Integer.getInteger("pairs", 10);
    private static final int STEPS = 300;

    @Test
    void exchangesRoutesBothWays() {
        Pair pair = new Pair(1, Opening.ACTIVE, Opening.PASSIVE);
        pair.near.desired.fill(3_000, 1);
        pair.far.desired.put("10.9.0.0/16", 2);
        pair.pass(Duration.ofSeconds(1));
        pair.near.assertInStep();
        pair.far.assertInStep();
        pair.near.change("10.1.0.7/32", 0);
        pair.pass(Duration.ofMillis(30));
        pair.far.assertInStep();
        assertEquals(2_999, pair.far.heard.size());
    }

    @ParameterizedTest
    @EnumSource(names = {"PASSIVE", "BOTH"})
    void staysUpForAnHourOnKeepalivesAlone(Opening far) {
        Pair pair = new Pair(2, far == Opening.BOTH ? Opening.BOTH : Opening.ACTIVE, far);
        pair.pass(Duration.ofMinutes(1));
        pair.near.assertInStep();
        long before = pair.near.peer.counters().established();
        long sent = pair.near.peer.counters().keepalivesSent();
        pair.pass(Duration.ofHours(1));
        assertEquals(before, pair.near.peer.counters().established());
        long keepalives = pair.near.peer.counters().keepalivesSent() - sent;
        assertTrue(keepalives >= 1_199 && keepalives <= 1_610, keepalives + " KEEPALIVEs");
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        assertEquals(story(42, Opening.BOTH, Opening.BOTH), story(42, Opening.BOTH, Opening.BOTH));
        assertNotEquals(story(42, Opening.BOTH, Opening.BOTH), story(43, Opening.BOTH, Opening.BOTH));
    }

    private static Stream<Arguments> seeds() {
        return Stream.of(Opening.PASSIVE, Opening.BOTH).flatMap(far -> LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS)
                .mapToObj(seed -> Arguments.of(seed, far == Opening.PASSIVE ? Opening.ACTIVE : Opening.BOTH, far)));
    }

    /** The network loses, delays and doubles; the routers get stuck, are reset, stop, ask again, and change their minds. */
    @ParameterizedTest
    @MethodSource("seeds")
    void comesBackInStepAfterWhateverHappened(long seed, Opening near, Opening far) {
        try {
            story(seed, near, far);
        } catch (AssertionError | RuntimeException failed) {
            throw new AssertionError("seed " + seed + ", " + near + " and " + far, failed);
        }
    }

    private static int story(long seed, Opening near, Opening far) {
        Pair pair = new Pair(seed, near, far);
        for (int step = 0; step < STEPS; step++) {
            act(pair, pair.random.nextBoolean() ? pair.near : pair.far);
            pair.pass(Duration.ofMillis(pair.random.nextInt(pair.random.nextInt(10) == 0 ? 5_000 : 20)));
        }
        pair.refusing = false;
        pair.losing = false;
        pair.doubling = false;
        pair.slowestMillis = 3;
        pair.near.stick(false);
        pair.far.stick(false);
        pair.pass(Duration.ofMinutes(10));
        pair.near.assertInStep();
        pair.far.assertInStep();
        return pair.transcript.hashCode();
    }

    private static void act(Pair pair, PairSide side) {
        switch (pair.random.nextInt(19)) {
            case 0 -> pair.cut(side);
            case 1 -> pair.refusing = pair.random.nextBoolean();
            case 2 -> side.stick(true);
            case 3, 4 -> side.stick(false);
            case 5 -> {
                side.peer.reset(pair.now(), 4, "by hand");
                side.turn();
            }
            case 6 -> side.desired.fill(pair.random.nextInt(2_000), pair.random.nextInt(5) + 1)
                    .forEach(side.peer::mark);
            case 7 -> pair.losing = pair.random.nextBoolean();
            case 8 -> pair.doubling = pair.random.nextBoolean();
            case 9 -> pair.slowestMillis = 3 + pair.random.nextInt(pair.random.nextInt(3) == 0 ? 2_000 : 50);
            case 10, 11 -> side.refresh(pair.random.nextBoolean() ? Family.IPV4 : Family.IPV6);
            case 12 -> side.leave(pair.random.nextBoolean());
            default -> {
                boolean six = pair.random.nextInt(3) == 0;
                for (int i = pair.random.nextInt(40); i >= 0; i--) {
                    int number = pair.random.nextInt(200);
                    side.change(six ? "2001:db8:1::%x/128".formatted(number) : "10.1.0." + number + "/32",
                            pair.random.nextInt(4));
                }
            }
        }
    }
}
