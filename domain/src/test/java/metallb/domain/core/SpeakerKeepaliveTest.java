package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.pool;
import static metallb.domain.announce.SampleObjects.poolsOnly;
import static metallb.domain.announce.SampleObjects.ready;
import static metallb.domain.announce.SampleObjects.service;
import static metallb.domain.announce.SampleObjects.slice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.stream.Stream;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.config.Config;
import metallb.domain.config.SamplePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeakerKeepaliveTest {
    private static final int KEEPALIVE = 4;
    private static final int UPDATE = 2;
    /** How exactly pauses are measured. */
    private static final Duration LOOK = Duration.ofMillis(50);
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

    /** What is configured, and the longest pause that comes of it: the router agrees to a hold time of 90 s. */
    @ParameterizedTest
    @CsvSource({",30", "5,5", "29,29", "40,30"})
    void keepalivesComeAtTheConfiguredPaceAndNoSlowerThanAThirdOfTheAgreedHoldTime(Long configured, long longest) {
        world.router("10.0.0.1", 100);
        SamplePeer peer = SamplePeer.of("peer1", "10.0.0.1", 42, 100).holdTime(240);
        world.means("c", config(List.of((configured == null ? peer : peer.keepaliveTime(configured)).build()), List.of(),
                List.of()));
        world.accepted("c");
        world.allListed();
        world.advance(Duration.ofSeconds(1));
        keepalivesComeEvery(longest);
    }

    /** The session that stands keeps its pace; the next one has the new one. */
    @Test
    void aChangedKeepaliveTimeCountsFromTheNextSessionOn() {
        ScriptedRouter router = world.router("10.0.0.1", 100);
        SamplePeer peer = SamplePeer.of("peer1", "10.0.0.1", 42, 100);
        world.means("c", config(List.of(peer.keepaliveTime(5).build()), List.of(), List.of()));
        world.accepted("c");
        world.allListed();
        world.advance(Duration.ofSeconds(1));
        world.means("slower", config(List.of(peer.keepaliveTime(20).build()), List.of(), List.of()));
        world.accepted("slower");
        keepalivesComeEvery(5);
        world.cut(router);
        world.advance(Duration.ofSeconds(5));
        assertEquals(2, router.opens.size());
        keepalivesComeEvery(20);
    }

    /** @param longest the longest pause between two, in seconds */
    private void keepalivesComeEvery(long longest) {
        List<Long> pauses = new ArrayList<>();
        long last = world.nanos;
        for (long end = world.nanos + Duration.ofMinutes(10).toNanos(); world.nanos < end; world.advance(LOOK)) {
            if (keepaliveWasSent()) {
                pauses.add(world.nanos - last);
                last = world.nanos;
            }
        }
        LongSummaryStatistics seen = pauses.stream().skip(2).mapToLong(Long::longValue).summaryStatistics();
        Duration wanted = Duration.ofSeconds(longest);
        // RFC 4271 10: three quarters of it at the least
        assertTrue(seen.getMin() >= wanted.toNanos() * 3 / 4 - LOOK.toNanos(), seen.toString());
        assertTrue(seen.getMax() <= wanted.toNanos() + LOOK.toNanos(), seen.toString());
        assertTrue(seen.getMax() > wanted.toNanos() * 9 / 10, seen.toString());
        assertTrue(seen.getCount() >= 15, seen.toString());
    }

    private boolean keepaliveWasSent() {
        boolean sent = world.linkEffects.stream().anyMatch(effect ->
                effect instanceof LinkEffect.Send send && send.bytes().at(18) == KEEPALIVE);
        world.linkEffects.clear();
        return sent;
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
