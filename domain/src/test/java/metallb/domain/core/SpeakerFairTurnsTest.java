package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.pool;
import static metallb.domain.announce.SampleObjects.poolsOnly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import metallb.domain.config.Config;
import org.junit.jupiter.api.Test;

/** Routers that want full tables at the same time get them side by side. */
class SpeakerFairTurnsTest {
    private static final int SERVICES = 8 * Core.SLICE;
    private static final int MOST_TURNS = 100;

    private final SpeakerWorld world = new SpeakerWorld();

    @Test
    void twoRoutersThatWantAllRoutesGetThemSliceBySliceInTurn() {
        ScriptedRouter one = world.router("10.0.0.1", 100);
        ScriptedRouter other = world.router("10.0.0.2", 100);
        begin();
        assertEquals(List.of(SERVICES, SERVICES), List.of(one.table.size(), other.table.size()));
        one.table.clear();
        other.table.clear();
        world.asksAgain(one);
        world.asksAgain(other);
        for (int turns = 0; turns < MOST_TURNS && one.table.size() + other.table.size() < SERVICES; turns++) {
            world.turn();
        }
        int least = Math.min(one.table.size(), other.table.size());
        assertTrue(least >= SERVICES / 4, one.table.size() + " and " + other.table.size() + " routes");
    }

    private void begin() {
        Config pools = poolsOnly(pool("default", "10.128.0.0/16"));
        world.means("c", config(List.of(SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100),
                SpeakerWorld.peer("peer2", "10.0.0.2", 42, 100)), pools.pools(), pools.advertisements()));
        world.accepted("c");
        world.observeServices(SERVICES);
        world.allListed();
        world.advance(Duration.ofMillis(10));
    }
}
