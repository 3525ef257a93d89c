package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.node;
import static metallb.domain.config.SamplePeer.like;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import metallb.domain.config.PeerConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A router that is waited for, comes up and closes, again and again (RFC 4271 section 8.1.1, DampPeerOscillations). */
class FlappingRouterTest {
    private static final PeerConfig PEER = like(SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100)).passive().build();
    private static final String NAME = "10.0.0.1:179 ";
    private static final String UP = "INFO " + NAME + "sessionUp: established: AS 100, router id 192.0.2.1, hold time 90 s";
    private static final String DOWN = "WARNING " + NAME + "sessionDown: connectionLost: Connection reset by peer";
    private static final String REJECTED = "connected from 10.0.0.1, but its sessions keep ending soon; sent "
            + "Cease/Connection Rejected (6/5)";
    private static final Duration STEP = Duration.ofMillis(10);

    private final SpeakerWorld world = new SpeakerWorld();
    private final ScriptedRouter router = world.router("10.0.0.1", 100);
    private long calls;

    @BeforeEach
    void begin() {
        world.observe(node("n1", 1));
        world.allListed();
        world.means("c", config(List.of(PEER), List.of(), List.of()));
        world.accepted("c");
        world.said();
        world.taken();
    }

    /** Calls, and closes whatever came of it. */
    private ScriptedRouter flap() {
        ScriptedRouter caller = new ScriptedRouter(router.address, router.asn);
        world.call(--calls, caller);
        world.cut(caller);
        return caller;
    }

    private Answer.SessionRow row() {
        return ((Answer.Sessions) world.core.answer(world.now(), new Query.Sessions())).rows().getFirst();
    }

    @Test
    void isToldOncePerSessionAndTheSessionSaysUntilWhenItIsHeld() {
        for (int call = 0; call < 100; call++) {
            flap();
        }
        assertEquals(List.of(UP, DOWN, UP, DOWN, UP, DOWN, "WARNING " + NAME + "connectionRejected: " + REJECTED), world.said());
        String until = world.now().wall().plusSeconds(1).toString();
        assertEquals(new Answer.SessionRow("10.0.0.1:179", "Idle", "Connection reset by peer; held until " + until
                + ", its last 3 sessions ended within 1 s; " + REJECTED, 0), row());
        world.advance(Duration.ofSeconds(1));
        assertEquals("Active", row().state());
    }

    @Test
    void fillsNoLogHoweverOftenItCalls() {
        long sessions = 0;
        for (Duration passed = Duration.ZERO; passed.compareTo(Duration.ofMinutes(1)) < 0; passed = passed.plus(STEP)) {
            sessions += flap().endsOfRib;
            world.advance(STEP);
        }
        assertEquals(16, sessions);
        assertTrue(world.said().size() <= 3 * sessions);
        assertEquals(0, router.endsOfRib, "it is not dialled");
    }
}
