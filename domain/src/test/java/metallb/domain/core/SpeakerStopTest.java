package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.poolsOnly;
import static metallb.domain.announce.SampleObjects.pool;
import static metallb.domain.announce.SampleObjects.ready;
import static metallb.domain.announce.SampleObjects.service;
import static metallb.domain.announce.SampleObjects.slice;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import metallb.domain.config.Config;
import org.junit.jupiter.api.Test;

class SpeakerStopTest {
    private final SpeakerWorld world = new SpeakerWorld();
    private final ScriptedRouter first = world.router("10.0.0.1", 100);
    private final ScriptedRouter second = world.router("10.0.0.2", 100);

    private void begin() {
        Config pools = poolsOnly(pool("default", "192.168.10.0/24"));
        world.means("c", config(List.of(SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100),
                SpeakerWorld.peer("peer2", "10.0.0.2", 42, 100)), pools.pools(), pools.advertisements()));
        world.accepted("c");
        world.observe(slice("a", 1, ready("n1")), service("a", "192.168.10.1"));
        world.allListed();
        world.advance(Duration.ofSeconds(1));
        assertEquals(List.of("192.168.10.1/32"), first.prefixes());
        world.said();
    }

    @Test
    void withdrawsSaysGoodbyeAndEnds() {
        begin();
        world.stop();
        for (ScriptedRouter router : List.of(first, second)) {
            assertEquals(List.of(), router.prefixes());
            assertEquals(List.of("6/2"), router.notifications);
        }
        assertEquals(1, world.stopped);
        assertEquals(List.of("INFO 10.0.0.1:179 sessionDown: stopped: the speaker stops; sent Cease/Administrative"
                + " Shutdown (6/2): \"the speaker stops\"", "INFO 10.0.0.2:179 sessionDown: stopped: the speaker stops;"
                + " sent Cease/Administrative Shutdown (6/2): \"the speaker stops\""), world.said());
        world.stop();
        world.advance(Duration.ofMinutes(10));
        assertEquals(1, world.stopped, "it is said once");
        assertEquals(1, first.opens.size(), "no new session");
        assertEquals(List.of(), world.said());
    }

    @Test
    void waitsForARouterThatTakesNothingNoLongerThanThreeSeconds() {
        begin();
        second.draining = false;
        long before = world.nanos;
        world.stop();
        assertEquals(List.of("6/2"), first.notifications);
        assertEquals(List.of(), second.notifications, "its withdrawal is not taken yet");
        assertEquals(0, world.stopped);
        world.advance(Duration.ofMillis(1999));
        assertEquals(List.of(), second.notifications);
        world.advance(Duration.ofMillis(1));
        assertEquals(List.of("6/2"), second.notifications);
        assertEquals(1, world.stopped);
        assertEquals(Duration.ofSeconds(2).toNanos(), world.nanos - before);
    }

    @Test
    void isNotReadyFromStopToItsEnd() {
        begin();
        assertEquals(new Answer.Health(true, List.of()), health());
        second.draining = false;
        world.stop();
        assertEquals(new Answer.Health(false, List.of("the speaker is ending")), health());
        world.advance(Duration.ofMillis(1999));
        assertEquals(0, world.stopped);
        assertEquals(new Answer.Health(false, List.of("the speaker is ending")), health());
        world.advance(Duration.ofMillis(1));
        assertEquals(1, world.stopped);
        assertEquals(new Answer.Health(false, List.of("the speaker is ending")), health());
    }

    private Answer health() {
        return world.core.answer(world.now(), new Query.Health());
    }

    @Test
    void endsAfterThreeSecondsThoughALinkNeverReportsDown() {
        begin();
        SpeakerCore core = world.core;
        core.on(world.now(), new Stop());
        assertEquals(0, stoppedIn(core));
        world.nanos += Duration.ofMillis(2999).toNanos();
        assertEquals(0, stoppedIn(core));
        assertEquals(world.nanos + 1_000_000, core.nextDeadline().orElseThrow());
        world.nanos += 1_000_000;
        assertEquals(1, stoppedIn(core));
        assertEquals(0, stoppedIn(core));
    }

    private long stoppedIn(SpeakerCore core) {
        return core.drain(world.now()).stream().filter(Stopped.class::isInstance).count();
    }

    @Test
    void endsAtOnceWithoutSessions() {
        world.stop();
        assertEquals(1, world.stopped);
    }

    @Test
    void isNotDisturbedByTheClusterAnyMore() {
        begin();
        second.draining = false;
        world.stop();
        world.means("c2", config(List.of(SpeakerWorld.peer("peer3", "10.0.0.3", 42, 100)), List.of(), List.of()));
        world.accepted("c2");
        world.observe(service("b", "192.168.10.2"), slice("b", 1, ready("n1")));
        assertEquals(List.of("c"), world.judged);
        world.advance(Duration.ofSeconds(5));
        assertEquals(1, world.stopped);
        assertEquals(List.of("6/2"), second.notifications);
    }
}
