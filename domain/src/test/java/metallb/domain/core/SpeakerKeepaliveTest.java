package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.pool;
import static metallb.domain.announce.SampleObjects.poolsOnly;
import static metallb.domain.announce.SampleObjects.ready;
import static metallb.domain.announce.SampleObjects.service;
import static metallb.domain.announce.SampleObjects.slice;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.config.Config;
import org.junit.jupiter.api.Test;

class SpeakerKeepaliveTest {
    private static final int KEEPALIVE = 4;
    private static final int UPDATE = 2;
    /** A third of the hold time: with whatever jitter, a KEEPALIVE of each session is due by then. */
    private static final Duration THIRD = Duration.ofSeconds(30);

    private final SpeakerWorld world = new SpeakerWorld();

    private void begin() {
        world.router("10.0.0.1", 100);
        world.router("10.0.0.2", 100);
        Config pools = poolsOnly(pool("default", "192.168.10.0/24"));
        world.means("c", config(List.of(SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100),
                SpeakerWorld.peer("peer2", "10.0.0.2", 42, 100)), pools.pools(), pools.advertisements()));
        world.accepted("c");
        world.allListed();
        world.advance(Duration.ofSeconds(1));
    }

    @Test
    void everyKeepaliveThatIsDueLeavesBeforeAnyUpdateOfTheSameDrain() {
        begin();
        world.nanos += THIRD.toNanos();
        for (ClusterObject object : List.of(slice("a", 1, ready("n1")), service("a", "192.168.10.1"))) {
            world.core.on(world.now(), new ClusterEvent.Observed(object));
        }
        List<Integer> types = world.core.drain(world.now()).stream().flatMap(effect ->
                effect instanceof LinkEffect.Send send ? Stream.of(send.bytes().at(18)) : Stream.empty()).toList();
        assertEquals(List.of(KEEPALIVE, KEEPALIVE, UPDATE, UPDATE), types);
    }
}
