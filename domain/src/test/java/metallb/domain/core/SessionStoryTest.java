package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.node;
import static metallb.domain.config.SamplePeer.like;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.bgp.wire.NotificationText;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.config.PeerConfig;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static String refused(String words) {
        return "n1 uid-n1 Warning sessionFailed: router 10.0.0.1:179: notificationReceived: received " + words;
    }

    @Test
    void anotherNotificationThanTheLastIsToldInWordsOnce() {
        router.refusals = List.of(NotificationCode.BAD_PEER_AS);
        peers("c0", PEER);
        world.advance(Duration.ofMinutes(10));
        assertEquals(List.of(refused("OPEN Message Error/Bad Peer AS (2/2)")), world.taken());
        List<String> warnings = world.said().stream().map(line -> line.replaceAll("next attempt .*", "next")).toList();
        assertEquals(List.of("WARNING 10.0.0.1:179 sessionFailed: notificationReceived: received OPEN Message Error/Bad"
                + " Peer AS (2/2); next"), warnings.subList(warnings.size() - 1, warnings.size()));
        Map<NotificationCode, String> next = new TreeMap<>(Map.of(
                NotificationCode.UNSUPPORTED_CAPABILITY, "OPEN Message Error/Unsupported Capability (2/7)",
                NotificationCode.CONNECTION_REJECTED, "Cease/Connection Rejected (6/5)",
                NotificationCode.MAXIMUM_PREFIXES, "Cease/Maximum Number of Prefixes Reached (6/1)"));
        next.forEach((code, words) -> {
            router.refusals = List.of(code);
            world.advance(Duration.ofMinutes(10));
            assertEquals(List.of(refused(words)), world.taken());
            assertEquals(1, world.said().size(), words);
        });
    }

    @Test
    void causesThatTakeTurnsAreToldOnceEach() {
        router.refusals = List.of(NotificationCode.BAD_PEER_AS, NotificationCode.CONNECTION_REJECTED);
        peers("c0", PEER);
        world.advance(Duration.ofHours(12));
        assertEquals(List.of(refused("OPEN Message Error/Bad Peer AS (2/2)"), refused("Cease/Connection Rejected (6/5)")),
                world.taken());
        assertEquals(2, world.said(Report.Level.WARNING).size());
    }

    @Test
    void moreCausesThanAnybodyReadsAreNotTold() {
        router.refusals = List.of(NotificationCode.values());
        peers("c0", PEER);
        world.advance(Duration.ofHours(12));
        int told = world.taken().size();
        assertTrue(told >= ToldCauses.MOST && told <= 12 * ToldCauses.MOST, told + " events");
    }

    @Test
    void aCauseThatComesBackAfterAnHourOrASessionIsNews() {
        String badAs = refused("OPEN Message Error/Bad Peer AS (2/2)");
        router.refusals = List.of(NotificationCode.BAD_PEER_AS);
        peers("c0", PEER);
        router.listening = false;
        world.advance(Duration.ofMinutes(63));
        world.taken();
        router.listening = true;
        world.advance(Duration.ofMinutes(3));
        assertEquals(List.of(badAs), world.taken());
        router.refusals = List.of();
        world.advance(Duration.ofMinutes(3));
        assertEquals(List.of(UP), world.taken());
        router.refusals = List.of(NotificationCode.BAD_PEER_AS);
        world.cut(router);
        world.advance(MOMENT);
        assertEquals(List.of("n1 uid-n1 Warning sessionDown: router 10.0.0.1:179: connectionLost: Connection reset by peer",
                badAs), world.taken());
    }

    /** The router has two connections with a peer that waits for it, and refuses one of them. */
    @Test
    void aNotificationThatEndsOneOfTwoConnectionsIsToldInWordsUnlessItSaysThatTheOtherStays() {
        Map<NotificationCode, List<String>> told = new TreeMap<>(Map.of(
                NotificationCode.BAD_PEER_AS, List.of("n1 uid-n1 Warning connectionDropped: router 10.0.0.1:179:"
                        + " notificationReceived: received OPEN Message Error/Bad Peer AS (2/2)"),
                NotificationCode.CONNECTION_COLLISION, List.of()));
        told.forEach((code, events) -> {
            SessionStoryTest fresh = new SessionStoryTest();
            fresh.list();
            fresh.router.silent = true;
            fresh.peers("c0", like(PEER).passive().build());
            fresh.world.call(-1, fresh.router);
            fresh.world.call(-2, fresh.router);
            fresh.world.said();
            for (int repetition = -2; repetition > -5; repetition--) {
                fresh.world.on(new LinkEvent.Received(new LinkId(repetition),
                        MessageWriter.notification(code.notification(Bytes.EMPTY))));
                fresh.world.call(repetition - 1, fresh.router);
            }
            assertEquals(events, fresh.world.taken());
            assertEquals(events.size(), fresh.world.said(Report.Level.WARNING).size());
        });
    }

    @Test
    void aRouterThatOpensOthersBesideItsSessionIsToldOnceAnHour() {
        peers("c0", like(PEER).passive().build());
        world.call(-1, router);
        world.said();
        String told = "INFO 10.0.0.1:179 connectionDropped: collision: the other connection with the peer stays; sent "
                + "Cease/Connection Collision Resolution (6/7)";
        for (int hour = 1; hour <= 2; hour++) {
            List<ScriptedRouter> others = new ArrayList<>();
            for (int call = 1; call <= 100; call++) {
                others.add(new ScriptedRouter(router.address, router.asn));
                world.call(-1000 * hour - call, others.getLast());
            }
            assertEquals(100, others.stream().filter(other -> other.notifications.equals(List.of("6/7"))).count());
            assertEquals(List.of(told), world.said());
            world.advance(ToldCauses.FORGOTTEN);
        }
        assertEquals(List.of(), world.taken());
    }

    /** Ours is in the configuration, of which {@code check} says the same. */
    @ParameterizedTest
    @CsvSource({"90, 0, WARNING", "0, 0, INFO", "0, 90, INFO"})
    void aHoldTimeOfZeroIsAWarningWhereTheRouterDemandsIt(int ours, int theirs, String level) {
        router.holdSeconds = theirs;
        peers("c0", like(PEER).holdTime(ours).build());
        String text = "AS 100, router id 192.0.2.1, hold time 0 s: a router that falls silent is never noticed";
        assertEquals(level + " 10.0.0.1:179 sessionUp: established: " + text, world.said().getLast());
        assertEquals(text, text());
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
    void aCallerWhoIsTurnedAwayAtThePortIsToldOncePerBurst() {
        router.listening = false;
        peers("c0", like(PEER).passive().build());
        world.taken();
        world.said();
        LinkEnds ends = LinkEnds.of(new AddressPort(SpeakerWorld.LOCAL, 179), router.address);
        String words = "connected from 10.0.0.1, but it is too far";
        for (int burst = 0; burst < 2; burst++) {
            for (int call = 1; call <= 5; call++) {
                world.on(new Refused(ends, "it is too far"));
                world.advance(Duration.ofMinutes(2));
            }
            assertEquals(List.of("n1 uid-n1 Warning connectionRejected: router 10.0.0.1:179: " + words), world.taken());
            assertEquals(List.of("WARNING 10.0.0.1:179 connectionRejected: " + words), world.said());
            assertEquals("waiting to be connected to; " + words, text());
            world.advance(Duration.ofMinutes(11));
        }
        world.on(new Refused(LinkEnds.of(ends.local(), new AddressPort(IpAddress.of("10.0.0.9"), 50000)), "it is too far"));
        assertEquals(List.of(), world.said(), "nobody is configured there");
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
