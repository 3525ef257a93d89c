package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.key;
import static metallb.domain.announce.SampleObjects.pool;
import static metallb.domain.announce.SampleObjects.poolsOnly;
import static metallb.domain.announce.SampleObjects.ready;
import static metallb.domain.announce.SampleObjects.service;
import static metallb.domain.announce.SampleObjects.slice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import metallb.domain.bgp.wire.Message;
import metallb.domain.cluster.Kind;
import metallb.domain.config.Config;
import metallb.domain.config.ConfigText;
import metallb.domain.config.PeerConfig;
import metallb.domain.config.SamplePeer;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.Prefix;
import metallb.domain.route.Asn;
import metallb.domain.route.Origin;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SpeakerSessionsTest {
    private static final PeerConfig FIRST = SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100);
    private static final PeerConfig SECOND = SpeakerWorld.peer("peer2", "10.0.0.2", 42, 200);
    private static final Duration MOMENT = Duration.ofSeconds(5);

    private static SamplePeer like(PeerConfig peer) {
        return SamplePeer.like(peer);
    }

    private static SpeakerWorld running(SpeakerSettings settings, PeerConfig... peers) {
        SpeakerWorld world = new SpeakerWorld(settings);
        world.router("10.0.0.1", 100);
        world.router("10.0.0.2", 200);
        world.allListed();
        accept(world, "c0", peers);
        return world;
    }

    private static SpeakerWorld running(PeerConfig... peers) {
        return running(SpeakerWorld.SETTINGS, peers);
    }

    private static void accept(SpeakerWorld world, String text, PeerConfig... peers) {
        world.means(text, config(List.of(peers), List.of(), List.of()));
        world.accepted(text);
        world.advance(MOMENT);
    }

    private static ScriptedRouter router(SpeakerWorld world, String address) {
        return world.routers.get(new AddressPort(IpAddress.of(address), 179));
    }

    private static List<String> routerIds(ScriptedRouter router) {
        return router.opens.stream().map(open -> open.id().toString()).toList();
    }

    @TestFactory
    Stream<DynamicTest> resetsASessionOnlyWhereTheOpenMustChange() {
        return Stream.of(
                row("nothing", FIRST, List.of(), 1),
                row("name", like(FIRST).name("other").build(), List.of(), 1),
                row("hold-time", like(FIRST).holdTime(30).build(), List.of(), 1),
                row("keepalive-time", like(FIRST).keepaliveTime(10).build(), List.of(), 1),
                row("origin", like(FIRST).origin(Origin.INCOMPLETE).build(), List.of(), 1),
                row("my-asn", like(FIRST).myAsn(43).build(), List.of("6/6"), 2),
                row("router-id", like(FIRST).routerId("1.1.1.1").build(), List.of("6/6"), 2),
                row("several", like(FIRST).myAsn(43).holdTime(30).routerId("1.1.1.1").build(), List.of("6/6"), 2));
    }

    private static DynamicTest row(String changed, PeerConfig next, List<String> notifications, int opens) {
        return dynamicTest(changed, () -> {
            SpeakerWorld world = running(FIRST, SECOND);
            accept(world, "c1", next, SECOND);
            ScriptedRouter first = router(world, "10.0.0.1");
            assertEquals(notifications, first.notifications);
            assertEquals(opens, first.opens.size());
            assertEquals(next.myAsn(), first.opens.getLast().asn());
            assertEquals(1, router(world, "10.0.0.2").opens.size(), "the other session is not touched");
            assertEquals(List.of(), router(world, "10.0.0.2").notifications);
        });
    }

    @Test
    void resetsWhenAnotherPeerAsnIsExpected() {
        SpeakerWorld world = running(FIRST);
        world.said();
        accept(world, "c1", like(FIRST).peerAsn(101).build());
        List<String> said = world.said();
        assertEquals(List.of("6/6"), router(world, "10.0.0.1").notifications.subList(0, 1));
        assertEquals("INFO config configInForce: the accepted configuration " + text("c1") + " is in force",
                said.get(0));
        assertEquals("INFO 10.0.0.1:179 sessionDown: reset: peer-asn changed from 100 to 101; sent Cease/Other"
                + " Configuration Change (6/6); next attempt at once", said.get(1));
        assertEquals("WARNING 10.0.0.1:179 sessionFailed: openRefused: the peer says AS 100, configured is 101; sent"
                + " OPEN Message Error/Bad Peer AS (2/2); next attempt in ", said.get(2).replaceAll("\\d+ ms$", ""));
        assertEquals(3, said.size(), "the same failure again is not said again");
    }

    private static String text(String text) {
        return ConfigText.of(text).toString();
    }

    @Test
    void proposesAChangedHoldTimeAtTheNextOpen() {
        SpeakerWorld world = running(FIRST);
        accept(world, "c1", like(FIRST).holdTime(30).build());
        world.cut(router(world, "10.0.0.1"));
        world.advance(MOMENT);
        assertEquals(List.of(90, 30), router(world, "10.0.0.1").opens.stream()
                .map(Message.Open::holdTimeSeconds).toList());
    }

    @Test
    void saysThatAChangedHoldTimeDoesNotCountYet() {
        SpeakerWorld world = running(FIRST);
        world.said();
        accept(world, "c1", like(FIRST).holdTime(30).build());
        assertEquals("INFO 10.0.0.1:179 peerChanged: hold-time changed from 90 s to 30 s, which counts from the next"
                + " session on", world.said().getLast());
    }

    @Test
    void saysThatAChangedKeepaliveTimeDoesNotCountYet() {
        SpeakerWorld world = running(FIRST);
        world.said();
        accept(world, "c1", like(FIRST).holdTime(30).keepaliveTime(5).build());
        assertEquals("INFO 10.0.0.1:179 peerChanged: hold-time changed from 90 s to 30 s, keepalive-time changed from none"
                + " to 5 s, which counts from the next session on", world.said().getLast());
    }

    @Test
    void tellsRoutesOnceMoreWithAnotherOriginAndToThatPeerOnly() {
        SpeakerWorld world = running(FIRST, SECOND);
        Config pools = poolsOnly(pool("default", "10.128.0.0/16"));
        world.means("c1", config(List.of(FIRST, SECOND), pools.pools(), pools.advertisements()));
        world.accepted("c1");
        world.observe(slice("web", 1, ready("n1")), service("web", "10.128.0.1"));
        world.advance(MOMENT);
        assertEquals("[via 10.0.0.5, origin IGP, path [42]]", router(world, "10.0.0.1").table.values().toString());
        world.means("c2", config(List.of(like(FIRST).origin(Origin.INCOMPLETE).build(), SECOND), pools.pools(),
                pools.advertisements()));
        world.accepted("c2");
        world.advance(MOMENT);
        assertEquals("[via 10.0.0.5, origin INCOMPLETE, path [42]]", router(world, "10.0.0.1").table.values().toString());
        assertEquals("[via 10.0.0.5, origin IGP, path [42]]", router(world, "10.0.0.2").table.values().toString());
        assertEquals(2, router(world, "10.0.0.1").updates.size(), "replaced, and not withdrawn first");
        assertEquals(1, router(world, "10.0.0.2").updates.size());
        world.observe(slice("late", 1, ready("n1")), service("late", "10.128.0.2"));
        world.advance(MOMENT);
        assertEquals("via 10.0.0.5, origin INCOMPLETE, path [42]",
                router(world, "10.0.0.1").table.get(Prefix.of("10.128.0.2/32")));
    }

    @Test
    void triesACorrectedPeerAtOnce() {
        SpeakerWorld world = running(like(FIRST).peerAsn(999).build());
        world.advance(Duration.ofHours(1));
        ScriptedRouter router = router(world, "10.0.0.1");
        assertEquals(0, router.endsOfRib, "another AS is expected");
        world.means("right", config(List.of(FIRST), List.of(), List.of()));
        world.accepted("right");
        assertEquals(1, router.endsOfRib);
        world.advance(Duration.ofHours(1));
        assertEquals(1, router.endsOfRib, "the old attempt is over");
    }

    @Test
    void saysTheSameFailureAgainAfterACorrectionThatIsNone() {
        SpeakerWorld world = running(like(FIRST).peerAsn(999).build());
        world.advance(Duration.ofHours(1));
        world.said();
        accept(world, "c1", like(FIRST).peerAsn(998).build());
        assertEquals(List.of("WARNING 10.0.0.1:179 sessionFailed: openRefused: the peer says AS 100, configured is 998;"
                + " sent OPEN Message Error/Bad Peer AS (2/2); next attempt in "),
                world.said(Report.Level.WARNING).stream().map(line -> line.replaceAll("\\d+ ms$", "")).toList());
    }

    @Test
    void servesTheOthersWhileOneRouterTakesNothing() {
        SpeakerWorld world = running(FIRST, SECOND);
        router(world, "10.0.0.1").draining = false;
        Config pools = poolsOnly(pool("default", "10.128.0.0/16"));
        world.means("c1", config(List.of(FIRST, SECOND), pools.pools(), pools.advertisements()));
        world.accepted("c1");
        for (int i = 0; i < 100; i++) {
            world.observe(slice("s" + i, 1, ready("n1")), service("s" + i, "10.128.0." + i));
        }
        world.advance(MOMENT);
        assertEquals(100, router(world, "10.0.0.2").table.size());
        world.vanish(Kind.SERVICE, key("s7"));
        assertEquals(99, router(world, "10.0.0.2").table.size());
        world.advance(Duration.ofHours(1));
        assertEquals(1, router(world, "10.0.0.2").opens.size());
        assertEquals(List.of(), router(world, "10.0.0.2").notifications);
    }

    @Test
    void endsASessionWhosePeerIsGoneAndStartsTheNewOne() {
        SpeakerWorld world = running(FIRST);
        accept(world, "c1", SECOND);
        assertEquals(List.of("6/3"), router(world, "10.0.0.1").notifications);
        assertEquals(1, router(world, "10.0.0.2").opens.size());
        world.advance(Duration.ofMinutes(10));
        assertEquals(1, router(world, "10.0.0.1").opens.size(), "it is never dialled again");
        accept(world, "c2", SECOND, FIRST);
        assertEquals(2, router(world, "10.0.0.1").opens.size());
        assertEquals(List.of(), router(world, "10.0.0.2").notifications);
    }

    @Test
    void takesAnotherPortForAnotherSession() {
        SpeakerWorld world = running(FIRST);
        PeerConfig moved = like(FIRST).remote("10.0.0.1", 1179).build();
        ScriptedRouter there = new ScriptedRouter(moved.remote(), moved.peerAsn());
        world.routers.put(there.address, there);
        accept(world, "c1", moved);
        assertEquals(List.of("6/3"), router(world, "10.0.0.1").notifications);
        assertEquals(1, there.endsOfRib, "the session at the new port stands");
        world.advance(Duration.ofMinutes(10));
        assertEquals(1, router(world, "10.0.0.1").opens.size(), "nobody dials the old one");
        assertEquals(1, there.opens.size());
    }

    @Test
    void refusesThePeerThatWouldShareASession() {
        PeerConfig twin = like(FIRST).name("twin").myAsn(43).build();
        SpeakerWorld world = running(FIRST, twin, SECOND);
        String refusal = "WARNING 10.0.0.1:179 peerRefused: \"twin\" is refused on this node: \"peer1\" already has"
                + " the session with 10.0.0.1:179";
        assertEquals(List.of(refusal), world.said(Report.Level.WARNING));
        assertEquals(new Asn(42), router(world, "10.0.0.1").opens.getFirst().asn(), "the first written runs");
        assertEquals(1, router(world, "10.0.0.2").opens.size(), "the rest of the configuration is in force");
        accept(world, "c1", FIRST, twin);
        assertEquals(List.of(), world.said(Report.Level.WARNING), "it was said already");
        accept(world, "c2", FIRST);
        accept(world, "c3", FIRST, twin);
        assertEquals(List.of(refusal), world.said(Report.Level.WARNING));
        accept(world, "c4", twin);
        assertEquals(List.of("6/6"), router(world, "10.0.0.1").notifications, "it takes the session over");
    }

    @Test
    void sharesOneRouterIdUnlessAPeerHasItsOwn() {
        SpeakerWorld world = running(FIRST, like(SECOND).routerId("9.9.9.9").build());
        assertEquals(List.of("10.0.0.5"), routerIds(router(world, "10.0.0.1")), "the first local address");
        assertEquals(List.of("9.9.9.9"), routerIds(router(world, "10.0.0.2")));
        SpeakerWorld told = running(new SpeakerSettings("n1", Optional.of(IpAddress.of("172.16.0.1")),
                Optional.of(IpAddress.of("10.0.0.77")), Optional.empty(), false, 1), FIRST);
        assertEquals(List.of("172.16.0.1"), routerIds(router(told, "10.0.0.1")), "the node's address");
        assertEquals(Optional.of(IpAddress.of("10.0.0.77")), told.linkEffects.stream()
                .filter(LinkEffect.Connect.class::isInstance).map(LinkEffect.Connect.class::cast)
                .findFirst().orElseThrow().settings().source());
    }

    @Test
    void saysARepeatedFailureOnce() {
        SpeakerWorld world = new SpeakerWorld();
        ScriptedRouter router = world.router("10.0.0.1", 100);
        router.listening = false;
        world.allListed();
        accept(world, "c", FIRST);
        world.advance(Duration.ofMinutes(10));
        List<String> said = world.said();
        assertEquals(2, said.size(), said.toString());
        assertEquals("WARNING 10.0.0.1:179 sessionFailed: connectFailed: Connection refused; next attempt in ",
                said.getLast().replaceAll("\\d+ ms$", ""));
        router.listening = true;
        world.advance(Duration.ofMinutes(3));
        assertEquals(List.of("INFO 10.0.0.1:179 sessionUp: established: AS 100, router id 192.0.2.1, hold time 90 s"),
                world.said());
        router.listening = false;
        world.cut(router);
        world.advance(Duration.ofSeconds(30));
        assertEquals(List.of("WARNING 10.0.0.1:179 sessionDown: connectionLost: Connection reset by peer; next attempt"
                + " in ", "WARNING 10.0.0.1:179 sessionFailed: connectFailed: Connection refused; next attempt in "),
                world.said().stream().map(line -> line.replaceAll("\\d+ ms$", "")).toList());
    }

    @Test
    void closesWhatItDidNotAskFor() {
        SpeakerWorld world = running(FIRST);
        world.linkEffects.clear();
        AddressPort here = new AddressPort(SpeakerWorld.LOCAL, 179);
        world.core.on(world.now(), new LinkEvent.Accepted(new LinkId(-1), LinkEnds.of(here,
                new AddressPort(IpAddress.of("10.0.0.77"), 40000))));
        world.core.on(world.now(), new LinkEvent.Up(new LinkId(99), LinkEnds.of(here, FIRST.remote())));
        world.core.on(world.now(), new LinkEvent.Received(new LinkId(98), Bytes.ofHex("00")));
        world.core.on(world.now(), new LinkEvent.Drained(new LinkId(98), 1));
        world.core.on(world.now(), new LinkEvent.Down(new LinkId(98), "?"));
        assertEquals(List.of(new LinkEffect.Close(new LinkId(-1)), new LinkEffect.Close(new LinkId(99))),
                world.core.drain(world.now()));
    }

    @Test
    void staysUpForHours() {
        SpeakerWorld world = running(FIRST, SECOND);
        world.said();
        world.advance(Duration.ofHours(5));
        assertEquals(List.of(), world.said());
        assertEquals(1, router(world, "10.0.0.1").opens.size());
    }
}
