package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.node;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.bgp.wire.NotificationText;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.config.PeerConfig;
import metallb.domain.net.LinkId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code kubectl describe node} shows of the sessions of that node's speaker. */
class SessionStoryTest {
    private static final PeerConfig PEER = SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100);
    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final String UP = "n1 uid-n1 Normal sessionUp: router 10.0.0.1:179: established: AS 100, "
            + "router id 192.0.2.1, hold time 90 s";

    private final SpeakerWorld world = new SpeakerWorld();
    private final ScriptedRouter router = world.router("10.0.0.1", 100);

    @BeforeEach
    void list() {
        world.observe(node("n1", 1));
        world.allListed();
    }

    private void peers(String text, PeerConfig... peers) {
        world.means(text, config(List.of(peers), List.of(), List.of()));
        world.accepted(text);
        world.advance(MOMENT);
    }

    private LinkId link() {
        return world.linkEffects.stream().filter(LinkEffect.Connect.class::isInstance).map(LinkEffect::link).toList().getLast();
    }

    @Test
    void aSessionThatComesUpAndStaysIsNoEvent() {
        peers("c0", PEER);
        assertEquals(List.of(), world.taken());
    }

    @Test
    void aRouterThatIsNotThereIsToldOnceAndThatItCame() {
        router.listening = false;
        peers("c0", PEER);
        world.advance(Duration.ofMinutes(10));
        assertEquals(List.of("n1 uid-n1 Warning sessionFailed: router 10.0.0.1:179: connectFailed: Connection refused"),
                world.taken());
        router.listening = true;
        world.advance(Duration.ofMinutes(3));
        assertEquals(List.of(UP), world.taken());
    }

    @Test
    void aNotificationThatIsReceivedIsToldInWords() {
        peers("c0", PEER);
        world.on(new LinkEvent.Received(link(), MessageWriter.notification(
                NotificationCode.ADMINISTRATIVE_SHUTDOWN
                .notification(NotificationText.shutdownData("maintenance")))));
        world.advance(MOMENT);
        assertEquals(List.of("n1 uid-n1 Warning sessionDown: router 10.0.0.1:179: notificationReceived: received "
                + "Cease/Administrative Shutdown (6/2): \"maintenance\"", UP), world.taken());
    }

    @Test
    void aNotificationThatIsSentIsToldInWords() {
        peers("c0", PEER);
        router.silent = true;
        world.advance(Duration.ofSeconds(100));
        assertEquals(List.of("n1 uid-n1 Warning sessionDown: router 10.0.0.1:179: holdTimerExpired: nothing heard for 90 s; "
                + "sent Hold Timer Expired (4/0)"), world.taken());
    }

    @Test
    void whatTheOperatorDidIsNoWarning() {
        peers("c0", PEER);
        peers("c1");
        assertEquals("n1 uid-n1 Normal sessionDown: router 10.0.0.1:179: retired: the peer is not configured any more; "
                + "sent Cease/Peer De-configured (6/3)", world.taken().getLast());
    }

    @Test
    void whoEndsSaysNothingThatCouldNotBeSentAnyMore() {
        peers("c0", PEER);
        world.stop();
        assertEquals(List.of(), world.taken());
    }

    @Test
    void aConnectionThatIsRejectedIsToldInWordsOncePerBurst() {
        router.listening = false;
        peers("c0", PEER);
        world.taken();
        world.said();
        String words = "connected from 10.0.0.1, but it is dialled and not waited for; sent Cease/Connection Rejected"
                + " (6/5)";
        for (int burst = 0; burst < 2; burst++) {
            for (int call = 1; call <= 5; call++) {
                ScriptedRouter caller = new ScriptedRouter(router.address, router.asn);
                world.call(-10 * burst - call, caller);
                assertEquals(List.of("6/5"), caller.notifications);
                world.advance(Duration.ofMinutes(2));
            }
            assertEquals(List.of("n1 uid-n1 Warning connectionRejected: router 10.0.0.1:179: " + words), world.taken());
            assertEquals(List.of("WARNING 10.0.0.1:179 connectionRejected: " + words), world.said());
            assertEquals("Connection refused; " + words, text());
            world.advance(Duration.ofMinutes(11));
        }
        router.listening = true;
        world.advance(Duration.ofMinutes(3));
        assertEquals("AS 100, router id 192.0.2.1, hold time 90 s", text());
    }

    private String text() {
        return ((Answer.Sessions) world.core.answer(world.now(), new Query.Sessions())).rows().getFirst().text();
    }

    @Test
    void onANodeThatIsNotThereNothingIsTold() {
        world.vanish(Kind.NODE, ObjectKey.ofCluster("n1"));
        router.listening = false;
        peers("c0", PEER);
        assertEquals(List.of(), world.taken());
    }
}
