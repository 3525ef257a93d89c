package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.pool;
import static metallb.domain.announce.SampleObjects.poolsOnly;
import static metallb.domain.announce.SampleObjects.ready;
import static metallb.domain.announce.SampleObjects.service;
import static metallb.domain.announce.SampleObjects.slice;
import static metallb.domain.config.SamplePeer.like;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.config.Config;
import metallb.domain.config.PeerConfig;
import metallb.domain.net.Bytes;
import metallb.domain.net.LinkId;
import org.junit.jupiter.api.Test;

/** What one router can do to the session with another, under virtual time. */
class PeersApartTest {
    private static final PeerConfig FLOODING = SpeakerWorld.peer("flooding", "10.0.0.1", 42, 100);
    private static final PeerConfig STUCK = SpeakerWorld.peer("stuck", "10.0.0.2", 42, 200);
    private static final PeerConfig GOOD = like(SpeakerWorld.peer("good", "10.0.0.3", 42, 300)).holdTime(9).build();
    private static final Duration STEP = Duration.ofMillis(20);
    /** An UPDATE without routes: the smallest there is, so the most of them. */
    private static final String END_OF_RIB = "ff".repeat(16) + "0017" + "02" + "00000000";
    private static final Bytes FLOOD = Bytes.ofHex(END_OF_RIB.repeat(4_096 / 23));

    private final SpeakerWorld world = new SpeakerWorld();
    private final List<Long> keepalives = new ArrayList<>();

    @Test
    void aFloodingAndAStuckRouterDelayNoKeepaliveToAnother() {
        world.router("10.0.0.1", 100);
        world.router("10.0.0.2", 200).draining = false;
        ScriptedRouter good = world.router("10.0.0.3", 300);
        world.allListed();
        Config pools = poolsOnly(pool("default", "10.128.0.0/16"));
        world.means("c", config(List.of(FLOODING, STUCK, GOOD), pools.pools(), pools.advertisements()));
        world.accepted("c");
        for (int i = 0; i < 600; i++) {
            world.observe(slice("s" + i, 1, ready("n1")), service("s" + i, "10.128." + i / 256 + "." + i % 256));
        }
        LinkId flooding = linkTo(FLOODING);
        LinkId another = linkTo(GOOD);
        keepalives.add(world.nanos);
        for (long end = world.nanos + Duration.ofSeconds(30).toNanos(); world.nanos < end;) {
            world.linkEffects.clear();
            world.on(new LinkEvent.Received(flooding, FLOOD));
            world.advance(STEP);
            if (world.linkEffects.contains(new LinkEffect.Send(another, MessageWriter.keepalive()))) {
                keepalives.add(world.nanos);
            }
        }
        keepalives.add(world.nanos);
        long longest = 0;
        for (int i = 1; i < keepalives.size(); i++) {
            longest = Math.max(longest, keepalives.get(i) - keepalives.get(i - 1));
        }
        assertTrue(longest <= Duration.ofSeconds(3).plus(STEP).toNanos(), "a third of 9 s, but " + longest + " ns");
        assertEquals(600, good.table.size());
        assertEquals(List.of(), good.notifications);
        assertEquals(1, world.routers.get(FLOODING.remote()).opens.size(), "a flood is no error");
    }

    private LinkId linkTo(PeerConfig peer) {
        return world.linkEffects.stream().filter(LinkEffect.Connect.class::isInstance)
                .map(LinkEffect.Connect.class::cast)
                .filter(connect -> connect.settings().remote().equals(peer.remote())).findFirst().orElseThrow().link();
    }
}
