package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ends together; {@link Pair} checks what must hold after every event. */
class PairTest {
    private static final int STEPS = 300;

    @Test
    void exchangesRoutesBothWays() {
        Pair pair = new Pair(1);
        pair.near.desired.fill(3_000, 1);
        pair.far.desired.put("10.9.0.0/16", 2);
        pair.pass(Duration.ofSeconds(1));
        pair.near.assertInStep();
        pair.far.assertInStep();
        pair.near.change("10.1.0.7/32", 0);
        pair.pass(Duration.ofMillis(20));
        pair.far.assertInStep();
        assertEquals(2_999, pair.far.heard.size());
    }

    @Test
    void staysUpForAnHourOnKeepalivesAlone() {
        Pair pair = new Pair(2);
        pair.pass(Duration.ofHours(1));
        assertEquals(1, pair.near.peer.counters().established());
        assertEquals(1, pair.far.peer.counters().established());
        long keepalives = pair.near.peer.counters().keepalivesSent();
        assertTrue(keepalives >= 1_200 && keepalives <= 1_610, keepalives + " KEEPALIVEs");
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        assertEquals(story(42), story(42));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void comesBackInStepAfterWhateverHappened(long seed) {
        try {
            story(seed);
        } catch (AssertionError | RuntimeException failed) {
            throw new AssertionError("seed " + seed, failed);
        }
    }

    private static int story(long seed) {
        Pair pair = new Pair(seed);
        for (int step = 0; step < STEPS; step++) {
            act(pair, pair.random.nextBoolean() ? pair.near : pair.far);
            pair.pass(Duration.ofMillis(pair.random.nextInt(pair.random.nextInt(10) == 0 ? 5_000 : 20)));
        }
        pair.refusing = false;
        pair.near.stick(false);
        pair.far.stick(false);
        pair.pass(Duration.ofMinutes(5));
        pair.near.assertInStep();
        pair.far.assertInStep();
        return pair.transcript.hashCode();
    }

    private static void act(Pair pair, Pair.Side side) {
        switch (pair.random.nextInt(12)) {
            case 0 -> pair.cut("Connection reset by peer");
            case 1 -> pair.refusing = pair.random.nextBoolean();
            case 2 -> side.stick(true);
            case 3, 4 -> side.stick(false);
            case 5 -> {
                side.peer.reset(pair.now(), 4, "by hand");
                side.turn();
            }
            case 6 -> side.desired.fill(pair.random.nextInt(2_000), pair.random.nextInt(5) + 1)
                    .forEach(side.peer::mark);
            default -> {
                for (int i = pair.random.nextInt(40); i >= 0; i--) {
                    side.change("10.1.0." + pair.random.nextInt(200) + "/32", pair.random.nextInt(4));
                }
            }
        }
    }
}
