package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.node;
import static metallb.domain.config.SamplePeer.like;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import metallb.domain.bgp.wire.Capability;
import metallb.domain.bgp.wire.Message;
import metallb.domain.cluster.Node;
import metallb.domain.cluster.ObjectMeta;
import metallb.domain.config.Authentication;
import metallb.domain.config.LabelSelector;
import metallb.domain.config.PeerConfig;
import metallb.domain.config.PeerLink;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Family;
import metallb.domain.net.HopLimit;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.Secret;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a change of each key of a peer does to its running session, and that another session does not notice. */
class PeerChangeTest {
    private static final PeerConfig FIRST = SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100);
    private static final PeerConfig SECOND = SpeakerWorld.peer("peer2", "10.0.0.2", 42, 200);
    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final HopLimit KERNELS = new HopLimit.OfTheKernel();

    private static PeerConfig linked(String source, String password, HopLimit limit) {
        return like(FIRST).link(new PeerLink(Optional.of(source).filter(text -> !text.isEmpty()).map(IpAddress::of),
                Optional.of(password).filter(text -> !text.isEmpty())
                        .map(text -> new Authentication.Password(Secret.of(text))), limit, false)).build();
    }

    /** On the nodes of that rack; the node of the test stands in rack a. */
    private static PeerConfig inRack(String rack) {
        return like(FIRST).nodeSelectors(List.of(new LabelSelector(
                List.of(new LabelSelector.In("rack", List.of(rack)))))).build();
    }

    private static SpeakerWorld running(PeerConfig... peers) {
        SpeakerWorld world = new SpeakerWorld(SpeakerWorld.SETTINGS);
        world.router("10.0.0.1", 100);
        world.router("10.0.0.2", 200);
        world.router("10.0.0.3", 100);
        ObjectMeta plain = node("n1", 1).meta();
        world.observe(new Node(new ObjectMeta(plain.key(), plain.uid(), plain.version(), plain.created(),
                new TreeMap<>(Map.of("rack", "a")), plain.annotations()), true, false, false, false));
        world.allListed();
        accept(world, "before", peers);
        return world;
    }

    private static void accept(SpeakerWorld world, String text, PeerConfig... peers) {
        world.means(text, config(List.of(peers), List.of(), List.of()));
        world.accepted(text);
        world.advance(MOMENT);
    }

    /** The connections asked for, of the peer under test. */
    private static List<LinkSettings> connects(SpeakerWorld world) {
        List<LinkSettings> asked = new ArrayList<>();
        world.linkEffects.forEach(effect -> {
            if (effect instanceof LinkEffect.Connect(LinkId _, LinkSettings settings)
                    && !settings.remote().equals(SECOND.remote())) {
                asked.add(settings);
            }
        });
        return asked;
    }

    private record Expected(List<String> notifications, int connections, String why) {}

    private static final Expected NOTHING = new Expected(List.of(), 1, "");

    private static Expected reset(String why) {
        return new Expected(List.of("6/6"), 2, "sessionDown: reset: " + why
                + "; sent Cease/Other Configuration Change (6/6); next attempt at once");
    }

    private static Expected ended() {
        return new Expected(List.of("6/3"), 2, "sessionDown: retired: the peer is not configured any more; sent"
                + " Cease/Peer De-configured (6/3)");
    }

    @TestFactory
    Stream<DynamicTest> aKeyDoesToItsSessionWhatItMustAndNoMore() {
        return Stream.of(
                row("peer-address", FIRST, like(FIRST).remote("10.0.0.3", 179).build(), ended()),
                row("source-address added", FIRST, linked("10.0.0.7", "", KERNELS), ended()),
                row("source-address", linked("10.0.0.7", "", KERNELS), linked("10.0.0.8", "", KERNELS), ended()),
                row("my-asn", FIRST, like(FIRST).myAsn(43).build(), reset("my-asn changed from 42 to 43")),
                row("router-id", FIRST, like(FIRST).routerId("1.1.1.1").build(),
                        reset("router-id changed from none to 1.1.1.1")),
                row("password added", FIRST, linked("", "hush", KERNELS), reset("password added")),
                row("password", linked("", "hush", KERNELS), linked("", "Hush", KERNELS), reset("password changed")),
                row("password removed", linked("", "hush", KERNELS), FIRST, reset("password removed")),
                row("ebgp-multihop: true", FIRST, linked("", "", new HopLimit.Sent(255)),
                        reset("TTL changed from the kernel's to 255")),
                row("ebgp-multihop: false", FIRST, linked("", "", new HopLimit.Sent(1)),
                        reset("TTL changed from the kernel's to 1")),
                row("ttl-security", linked("", "", new HopLimit.Secured(1)), linked("", "", new HopLimit.Secured(2)),
                        reset("TTL changed from secured over 1 hop to secured over 2 hops")),
                row("hold-time", FIRST, like(FIRST).holdTime(30).build(), NOTHING),
                row("keepalive-time", FIRST, like(FIRST).keepaliveTime(5).build(), NOTHING),
                row("families", FIRST, like(FIRST).families(Family.IPV4, Family.IPV6).build(),
                        reset("families changed from [IPv4] to [IPv4, IPv6]")),
                row("families in another order", like(FIRST).families(Family.IPV4, Family.IPV6).build(),
                        like(FIRST).families(Family.IPV6, Family.IPV4).build(), NOTHING),
                row("graceful-restart", FIRST, like(FIRST).restartTime(120).build(), NOTHING),
                row("graceful-restart-time", like(FIRST).restartTime(120).build(), like(FIRST).restartTime(60).build(),
                        NOTHING),
                row("passive", FIRST, like(FIRST).passive().build(), NOTHING),
                row("node-selectors that select the node as well", FIRST, inRack("a"), NOTHING),
                row("node-selectors removed", inRack("a"), FIRST, NOTHING),
                row("name", FIRST, like(FIRST).name("other").build(), NOTHING));
    }

    private static DynamicTest row(String key, PeerConfig before, PeerConfig after, Expected expected) {
        return dynamicTest(key, () -> {
            SpeakerWorld world = running(before, SECOND);
            world.said();
            accept(world, "after", after, SECOND);
            assertEquals(expected.notifications(), world.routers.get(before.remote()).notifications);
            assertEquals(expected.connections(), connects(world).size());
            assertEquals(expected.why(), world.said().stream().filter(line -> line.contains("sessionDown"))
                    .map(line -> line.substring(line.indexOf("sessionDown"))).findFirst().orElse(""));
            assertEquals(1, world.routers.get(after.remote()).endsOfRib - (before.remote().equals(after.remote())
                    ? expected.connections() - 1 : 0), "the session stands again");
            assertEquals(1, world.routers.get(SECOND.remote()).opens.size(), "the other session is not touched");
            assertEquals(List.of(), world.routers.get(SECOND.remote()).notifications);
        });
    }

    @Test
    void theNextConnectionIsMadeAsTheNewKeysSay() {
        PeerConfig signed = linked("10.0.0.7", "hush", new HopLimit.Secured(1));
        SpeakerWorld world = running(FIRST);
        accept(world, "after", signed);
        assertEquals(List.of(
                new LinkSettings(FIRST.remote(), Optional.empty(), Optional.empty(), KERNELS,
                        Optional.of(Duration.ofSeconds(180))),
                new LinkSettings(FIRST.remote(), Optional.of(IpAddress.of("10.0.0.7")),
                        Optional.of(Secret.of("hush")), new HopLimit.Secured(1),
                        Optional.of(Duration.ofSeconds(180)))), connects(world));
        accept(world, "short", like(signed).holdTime(3).build());
        accept(world, "none", like(signed).holdTime(0).link(PeerLink.PLAIN).build());
        assertEquals(Optional.empty(), connects(world).getLast().userTimeout(), "no hold time, no user timeout");
        accept(world, "again", like(signed).holdTime(3).build());
        assertEquals(Optional.of(Duration.ofSeconds(20)), connects(world).getLast().userTimeout());
    }

    private record NextOpen(String key, PeerConfig before, PeerConfig after, String first, String next) {}

    /** Changes that leave the session alone, and must not be forgotten for that. */
    @TestFactory
    Stream<DynamicTest> whatDoesNotDisturbTheSessionIsSaidInTheNextOpen() {
        PeerConfig keeping = like(FIRST).restartTime(120).build();
        return Stream.of(
                new NextOpen("hold-time", FIRST, like(FIRST).holdTime(30).build(), "hold time 90", "hold time 30"),
                new NextOpen("graceful-restart", FIRST, keeping, "hold time 90", "hold time 90, kept for 120 s"),
                new NextOpen("graceful-restart-time", keeping, like(FIRST).restartTime(60).build(),
                        "hold time 90, kept for 120 s", "hold time 90, kept for 60 s"),
                new NextOpen("graceful-restart removed", keeping, FIRST, "hold time 90, kept for 120 s",
                        "hold time 90")).map(row -> dynamicTest(row.key(), () -> {
                            SpeakerWorld world = running(row.before());
                            ScriptedRouter router = world.routers.get(FIRST.remote());
                            accept(world, "after", row.after());
                            assertEquals(List.of(row.first()), router.opens.stream().map(PeerChangeTest::offers).toList());
                            world.cut(router);
                            world.advance(MOMENT);
                            assertEquals(List.of(row.first(), row.next()),
                                    router.opens.stream().map(PeerChangeTest::offers).toList());
                            assertEquals(2, router.endsOfRib, "the session stands again");
                        }));
    }

    private static String offers(Message.Open open) {
        return "hold time " + open.holdTimeSeconds() + open.capabilities().stream()
                .filter(Capability.GracefulRestart.class::isInstance).map(Capability.GracefulRestart.class::cast)
                .map(kept -> ", kept for " + kept.timeSeconds() + " s").findFirst().orElse("");
    }

    @Test
    void whoBecamePassiveWaitsForTheNextConnectionAndWhoIsNoMoreDials() {
        SpeakerWorld world = running(FIRST);
        ScriptedRouter router = world.routers.get(FIRST.remote());
        accept(world, "waits", like(FIRST).passive().build());
        world.cut(router);
        world.advance(Duration.ofHours(1));
        assertEquals(1, connects(world).size());
        assertEquals(List.of("Active"), states(world));
        world.core.on(world.now(), new LinkEvent.Accepted(new LinkId(-1), LinkEnds.of(new AddressPort(SpeakerWorld.LOCAL, 179),
                new AddressPort(FIRST.remote().address(), 50000))));
        assertEquals(1, world.core.drain(world.now()).stream().filter(LinkEffect.Send.class::isInstance).count(), "an OPEN");
        assertEquals(List.of("OpenSent"), states(world), "the router may call now");
        world.on(new LinkEvent.Down(new LinkId(-1), "Connection reset by peer"));
        accept(world, "dials", FIRST);
        assertEquals(2, connects(world).size());
        assertEquals(List.of("Established"), states(world));
    }

    private static List<String> states(SpeakerWorld world) {
        return ((Answer.Sessions) world.core.answer(world.now(), new Query.Sessions())).rows().stream()
                .map(Answer.SessionRow::state).toList();
    }

    @Test
    void nodeSelectorsEndASessionAndBeginIt() {
        SpeakerWorld world = running(inRack("a"), SECOND);
        ScriptedRouter router = world.routers.get(FIRST.remote());
        world.said();
        accept(world, "away", inRack("b"), SECOND);
        assertEquals(List.of("6/3"), router.notifications);
        assertEquals(List.of("sessionDown: retired: node \"n1\" is not selected any more; sent Cease/Peer De-configured"
                + " (6/3)"), world.said().stream().filter(line -> line.contains("sessionDown"))
                        .map(line -> line.substring(line.indexOf("sessionDown"))).toList());
        world.advance(Duration.ofHours(1));
        assertEquals(1, router.opens.size(), "it is not dialled any more");
        accept(world, "back", inRack("a"), SECOND);
        assertEquals(2, router.endsOfRib, "the session stands again");
        assertEquals(1, world.routers.get(SECOND.remote()).opens.size(), "the other session is not touched");
    }

    @Test
    void aPeersSourceAddressGoesBeforeTheProcesss() {
        SpeakerWorld world = new SpeakerWorld(new SpeakerSettings("n1", Optional.empty(),
                Optional.of(IpAddress.of("10.0.0.6")), Optional.empty(), false, 1));
        world.router("10.0.0.1", 100);
        world.router("10.0.0.2", 200);
        world.allListed();
        accept(world, "c", linked("10.0.0.7", "", KERNELS), SECOND);
        List<String> sources = new ArrayList<>();
        world.linkEffects.forEach(effect -> {
            if (effect instanceof LinkEffect.Connect(LinkId _, LinkSettings settings)) {
                sources.add(settings.remote() + " from " + settings.source().orElseThrow());
            }
        });
        assertEquals(List.of("10.0.0.1:179 from 10.0.0.7", "10.0.0.2:179 from 10.0.0.6"), sources);
    }

    @Test
    void peersThatDifferInTheirSourceAddressAreTwoSessions() {
        SpeakerWorld world = running(linked("10.0.0.7", "", KERNELS), linked("10.0.0.8", "", KERNELS));
        assertEquals(2, world.routers.get(FIRST.remote()).opens.size());
    }
}
