package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.node;
import static metallb.domain.announce.SampleObjects.pool;
import static metallb.domain.announce.SampleObjects.poolsOnly;
import static metallb.domain.announce.SampleObjects.ready;
import static metallb.domain.announce.SampleObjects.service;
import static metallb.domain.announce.SampleObjects.slice;
import static metallb.domain.config.SamplePeer.like;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import metallb.domain.bgp.session.Beginning;
import metallb.domain.bgp.wire.Capability;
import metallb.domain.bgp.wire.Message;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Node;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.config.Config;
import metallb.domain.config.PeerConfig;
import metallb.domain.config.PeerLink;
import metallb.domain.net.HopLimit;
import metallb.domain.net.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Graceful restart as operators see it: what a speaker that stops leaves behind, and what its successor says. */
class SpeakerRestartTest {
    private static final PeerConfig PEER = like(SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100)).restartTime(120).build();
    private static final Node NODE = node("n1", 1);

    private final SpeakerWorld world = new SpeakerWorld(new SpeakerSettings("n1", Optional.empty(), Optional.empty(),
            Optional.empty(), false, 1, Beginning.ofProcess(1_000_000_000L)));
    private final ScriptedRouter router = world.router("10.0.0.1", 100);

    private void begin(boolean keeps) {
        router.keepsRoutes = keeps;
        Config pools = poolsOnly(pool("default", "192.168.10.0/24"));
        world.means("c", config(List.of(PEER), pools.pools(), pools.advertisements()));
        world.accepted("c");
        world.observe(NODE, slice("a", 1, ready("n1")), service("a", "192.168.10.1"));
        world.allListed();
        world.advance(Duration.ofSeconds(1));
        assertEquals(List.of("192.168.10.1/32"), router.prefixes());
        world.said();
    }

    private static Node state(boolean ready, boolean unschedulable, boolean outOfService) {
        return new Node(node("n1", 2).meta(), ready, false, unschedulable, outOfService);
    }

    @Test
    void leavesTheRoutesWithARouterThatKeepsThem() {
        begin(true);
        world.stop();
        assertEquals(List.of("192.168.10.1/32"), router.prefixes());
        assertEquals(List.of(), router.notifications);
        assertEquals(1, world.stopped);
        assertEquals(List.of("INFO 10.0.0.1:179 sessionDown: stopped: the speaker stops; the peer keeps the routes for the"
                + " restart"), world.said());
    }

    @Test
    void withdrawsFromARouterThatKeepsNothing() {
        begin(false);
        world.stop();
        assertEquals(List.of(), router.prefixes());
        assertEquals(List.of("6/2"), router.notifications);
    }

    private static Stream<Arguments> goingNodes() {
        return Stream.of(Arguments.of("NotReady", state(false, false, false)),
                Arguments.of("unschedulable", state(true, true, false)),
                Arguments.of("out of service", state(true, false, true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goingNodes")
    void withdrawsWhereTheNodeGoes(String why, Node going) {
        begin(true);
        world.observe(going);
        world.stop();
        assertEquals(List.of(), router.prefixes());
        assertEquals(List.of("6/9"), router.notifications, "a Hard Reset: the routes are not to be kept");
    }

    @Test
    void withdrawsWhereTheNodeIsDeleted() {
        begin(true);
        world.vanish(Kind.NODE, ObjectKey.ofCluster("n1"));
        world.stop();
        assertEquals(List.of(), router.prefixes());
        assertEquals(List.of("6/9"), router.notifications);
    }

    @Test
    void theSuccessorSaysThatItRestartedAndSendsEndOfRibLast() {
        router.keepsRoutes = true;
        Config pools = poolsOnly(pool("default", "192.168.10.0/24"));
        world.means("c", config(List.of(PEER), pools.pools(), pools.advertisements()));
        world.accepted("c");
        world.listed(Kind.CONFIG, Kind.ACCEPTED_CONFIG, Kind.SERVICE, Kind.NODE);
        world.advance(Duration.ofSeconds(10));
        assertEquals(0, router.endsOfRib, "endpoints are not listed: the router would forget what is not announced yet");
        world.observe(NODE, slice("a", 1, ready("n1")), service("a", "192.168.10.1"));
        world.allListed();
        world.advance(Duration.ofSeconds(1));
        assertEquals(1, router.endsOfRib);
        assertEquals(new Capability.GracefulRestart(12, 120, List.of(new Capability.GracefulRestart.Entry(1, 1, 128))),
                offered(router.opens.getFirst()));
        world.cut(router);
        world.advance(Duration.ofSeconds(5));
        assertEquals(4, offered(router.opens.getLast()).flags(), "it did not restart since");
    }

    private void configure(String text, PeerConfig... peers) {
        world.means(text, config(List.of(peers), List.of(), List.of()));
        world.accepted(text);
        world.advance(Duration.ofSeconds(1));
    }

    @Test
    void toARouterThatItHadASessionWithItDidNotRestartWhateverIsConfiguredSince() {
        begin(true);
        configure("d", like(PEER).link(new PeerLink(Optional.of(IpAddress.of("10.0.0.12")), Optional.empty(),
                new HopLimit.OfTheKernel(), false)).build());
        configure("e");
        configure("f", PEER);
        assertEquals(List.of(12, 4, 4), router.opens.stream().map(open -> offered(open).flags()).toList());
    }

    @Test
    void toARouterThatItNeverHadASessionWithItRestarted() {
        begin(true);
        ScriptedRouter other = world.router("10.0.0.2", 100);
        other.silent = true;
        PeerConfig second = like(PEER).name("peer2").remote("10.0.0.2", 179).build();
        configure("d", PEER, second);
        configure("e", PEER);
        configure("f", PEER, second);
        assertEquals(List.of(12, 12), other.opens.stream().map(open -> offered(open).flags()).toList());
    }

    private static Capability.GracefulRestart offered(Message.Open open) {
        return (Capability.GracefulRestart) open.capabilities().stream()
                .filter(Capability.GracefulRestart.class::isInstance).findFirst().orElseThrow();
    }
}
