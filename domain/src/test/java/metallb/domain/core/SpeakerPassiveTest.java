package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.config.SamplePeer.like;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.domain.bgp.wire.Capability;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.config.Authentication;
import metallb.domain.config.PeerConfig;
import metallb.domain.config.PeerLink;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Expectation;
import metallb.domain.net.Family;
import metallb.domain.net.HopLimit;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.Secret;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;
import org.junit.jupiter.api.Test;

/** Peers that wait for their router. */
class SpeakerPassiveTest {
    private static final PeerConfig PASSIVE = like(SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100)).passive().build();
    private static final AddressPort HERE = new AddressPort(SpeakerWorld.LOCAL, 179);
    private static final AddressPort ROUTER = new AddressPort(IpAddress.of("10.0.0.1"), 50000);
    private static final LinkId LINK = new LinkId(-1);

    private final SpeakerWorld world = new SpeakerWorld();

    private SpeakerWorld with(PeerConfig... peers) {
        world.router("10.0.0.1", 100).listening = false;
        world.means("c", config(List.of(peers), List.of(), List.of()));
        world.accepted("c");
        world.allListed();
        world.advance(Duration.ofSeconds(1));
        world.said();
        world.linkEffects.clear();
        return world;
    }

    private List<LinkEffect> accepted(AddressPort from) {
        world.core.on(world.now(), new LinkEvent.Accepted(LINK, LinkEnds.of(HERE, from)));
        return world.core.drain(world.now()).stream().filter(LinkEffect.class::isInstance).map(LinkEffect.class::cast)
                .toList();
    }

    private Answer.SessionRow row() {
        return ((Answer.Sessions) world.core.answer(world.now(), new Query.Sessions())).rows().getFirst();
    }

    @Test
    void waitsAndTakesTheRoutersConnection() {
        with(PASSIVE).advance(Duration.ofHours(1));
        assertEquals(List.of(), world.linkEffects);
        assertEquals(new Answer.SessionRow("10.0.0.1:179", "Active", "waiting to be connected to", 0), row());
        assertEquals(1, accepted(ROUTER).size());
        world.core.on(world.now(), new LinkEvent.Received(LINK, MessageWriter.open(Message.Open.of(new Asn(100), 90,
                RouterId.of("10.0.0.1"), List.of(Capability.MultiProtocol.unicast(Family.IPV4))))));
        world.core.on(world.now(), new LinkEvent.Received(LINK, MessageWriter.keepalive()));
        assertEquals("Established", row().state());
    }

    @Test
    void saysNothingToWhoIsNoConfiguredRouter() {
        with(PASSIVE);
        assertEquals(List.of(new LinkEffect.Close(LINK)), accepted(new AddressPort(IpAddress.of("10.0.0.9"), 50000)));
    }

    @Test
    void rejectsARouterThatItDialsItself() {
        with(SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100));
        assertEquals(List.of(new LinkEffect.Send(LINK, MessageWriter.notification(new Message.Notification(6, 5,
                Bytes.EMPTY))), new LinkEffect.Close(LINK)), accepted(ROUTER));
    }

    @Test
    void saysWhichOfTwoConnectionsOfTheRouterWasGivenUp() {
        with(PASSIVE);
        List<SpeakerEffect> effects = new ArrayList<>();
        for (LinkId link : List.of(LINK, new LinkId(-2))) {
            world.core.on(world.now(), new LinkEvent.Accepted(link, LinkEnds.of(HERE, ROUTER)));
            world.core.on(world.now(), new LinkEvent.Received(link, MessageWriter.open(Message.Open.of(new Asn(100), 90,
                    RouterId.of("10.0.0.1"), List.of(Capability.MultiProtocol.unicast(Family.IPV4))))));
            effects.addAll(world.core.drain(world.now()));
        }
        assertEquals(List.of(Report.info("10.0.0.1:179", "connectionDropped", "collision: the other connection with the"
                + " peer stays; sent Cease/Connection Collision Resolution (6/7)")),
                effects.stream().filter(Report.class::isInstance).toList());
    }

    @Test
    void ofTwoPeersAtOneAddressTheOneThatWaitsIsCalled() {
        with(SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100),
                like(PASSIVE).name("peer2").remote("10.0.0.1", 1179).build());
        assertEquals(1, accepted(ROUTER).size(), "an OPEN, and no rejection");
        assertEquals(List.of("10.0.0.1:179 Idle", "10.0.0.1:1179 OpenSent"),
                ((Answer.Sessions) world.core.answer(world.now(), new Query.Sessions())).rows().stream()
                        .map(row -> row.peer() + " " + row.state()).toList());
    }

    @Test
    void ofTwoPeersWithOneLinkLocalAddressTheOneOfTheCallersInterfaceIsCalled() {
        IpAddress address = IpAddress.of("fe80::1");
        PeerConfig first = like(SpeakerWorld.peer("peer1", "fe80::1", 42, 100)).passive()
                .remote(new AddressPort(address, "eth0", 179)).build();
        PeerConfig second = like(first).name("peer2").peerAsn(200).remote(new AddressPort(address, "eth1", 179)).build();
        with(first, second);
        assertEquals(List.of(first.remote(), second.remote()),
                world.expected.getLast().stream().map(LinkSettings::remote).toList());
        world.core.on(world.now(), new LinkEvent.Accepted(LINK, LinkEnds.of(new AddressPort(IpAddress.of("fe80::11"), "eth1", 179),
                new AddressPort(address, "eth1", 50000))));
        assertEquals(List.of("[fe80::1%eth0]:179 Active", "[fe80::1%eth1]:179 OpenSent"),
                ((Answer.Sessions) world.core.answer(world.now(), new Query.Sessions())).rows().stream()
                        .map(row -> row.peer() + " " + row.state()).toList());
    }

    private static PeerConfig signed(PeerConfig peer, String password) {
        return like(peer).link(new PeerLink(Optional.empty(),
                Optional.of(new Authentication.Password(Secret.of(password))), new HopLimit.OfTheKernel(),
                peer.link().passive())).build();
    }

    private static PeerConfig near(PeerConfig peer) {
        return like(peer).link(new PeerLink(Optional.empty(), Optional.empty(), new HopLimit.Secured(1),
                peer.link().passive())).build();
    }

    private static LinkSettings settings(PeerConfig peer, String password) {
        return new LinkSettings(peer.remote(), Optional.empty(),
                Optional.of(password).filter(text -> !text.isEmpty()).map(Secret::of), peer.link().hopLimit(),
                Optional.of(Duration.ofSeconds(180)));
    }

    @Test
    void allWhoConnectToUsAreExpectedWithTheirSettingsAndNobodyElse() {
        PeerConfig other = like(PASSIVE).name("peer2").remote("10.0.0.2", 179).build();
        PeerConfig far = like(PASSIVE).name("peer3").remote("10.0.0.3", 179).link(new PeerLink(Optional.empty(),
                Optional.empty(), new HopLimit.Sent(255), true)).build();
        PeerConfig dialled = SpeakerWorld.peer("peer4", "10.0.0.4", 42, 100);
        with(signed(PASSIVE, "hush"), near(other), far, signed(dialled, "hush"));
        List<LinkSettings> first = List.of(settings(PASSIVE, "hush"), settings(near(other), ""), settings(far, ""));
        assertEquals(List.of(first), world.expected);
        world.means("d", config(List.of(signed(PASSIVE, "Hush"), near(other)), List.of(), List.of()));
        world.accepted("d");
        assertEquals(List.of(settings(PASSIVE, "Hush"), settings(near(other), "")), world.expected.getLast());
        world.means("e", config(List.of(PASSIVE), List.of(), List.of()));
        world.accepted("e");
        assertEquals(List.of(settings(PASSIVE, "")), world.expected.getLast());
        world.means("f", config(List.of(dialled), List.of(), List.of()));
        world.accepted("f");
        assertEquals(List.of(), world.expected.getLast());
        assertEquals(4, world.expected.size());
    }

    @Test
    void takesTheConnectionOfARouterThatHasNothingToProveWhateverTheTransportSays() {
        world.expecting = false;
        with(PASSIVE);
        assertEquals(List.of(LinkEffect.Send.class), accepted(ROUTER).stream().map(Object::getClass).toList());
    }

    @Test
    void ofTwoPeersOfOneAddressTheOneThatDemandsProofSaysWhatItIsHeldTo() {
        PeerConfig plain = like(PASSIVE).link(new PeerLink(Optional.of(IpAddress.of("10.0.0.7")), Optional.empty(),
                new HopLimit.OfTheKernel(), true)).build();
        PeerConfig near = like(PASSIVE).name("peer2").link(new PeerLink(Optional.of(IpAddress.of("10.0.0.8")),
                Optional.empty(), new HopLimit.Secured(1), true)).build();
        with(plain, near);
        assertEquals(List.of(near.link().hopLimit()), world.expected.getLast().stream().map(LinkSettings::hopLimit).toList());
    }

    @Test
    void takesTheConnectionOfARouterThatIsHeldToItsPasswordOrHops() {
        for (PeerConfig peer : List.of(signed(PASSIVE, "hush"), near(PASSIVE))) {
            SpeakerPassiveTest fresh = new SpeakerPassiveTest();
            fresh.with(peer);
            assertEquals(List.of(LinkEffect.Send.class), fresh.accepted(ROUTER).stream().map(Object::getClass).toList());
            assertEquals("OpenSent", fresh.row().state());
        }
    }

    @Test
    void closesWhatCameBeforeTheRouterWasHeldToIt() {
        for (PeerConfig peer : List.of(signed(PASSIVE, "hush"), near(PASSIVE))) {
            SpeakerPassiveTest fresh = new SpeakerPassiveTest();
            fresh.world.expecting = false;
            fresh.with(peer);
            assertEquals(List.of(new LinkEffect.Close(LINK)), fresh.accepted(ROUTER));
            fresh.world.on(new Expecting(List.of(new Expectation(settings(signed(PASSIVE, "another"), "another"),
                    Optional.empty()))));
            assertEquals(List.of(new LinkEffect.Close(LINK)), fresh.accepted(ROUTER), "it was held to something else");
        }
    }

    @Test
    void ofTwoPeersOfOneAddressTheFirstSaysWhatItIsHeldTo() {
        PeerConfig first = like(PASSIVE).link(new PeerLink(Optional.of(IpAddress.of("10.0.0.7")),
                Optional.of(new Authentication.Password(Secret.of("hush"))), new HopLimit.OfTheKernel(), true)).build();
        PeerConfig second = like(first).name("peer2").link(new PeerLink(Optional.of(IpAddress.of("10.0.0.8")),
                Optional.of(new Authentication.Password(Secret.of("Hush"))), new HopLimit.OfTheKernel(), true)).build();
        with(first, second);
        assertEquals(1, world.expected.getLast().size());
        world.on(new LinkEvent.Accepted(LINK, LinkEnds.of(new AddressPort(IpAddress.of("10.0.0.8"), 179), ROUTER)));
        assertEquals(List.of(new LinkEffect.Close(LINK)), world.linkEffects);
        assertEquals(List.of("WARNING 10.0.0.1:179 connectionRejected: connected from 10.0.0.1:50000: an earlier peer of"
                + " this address is held to something else"), world.said());
    }

    @Test
    void aRouterThatCanNotBeHeldToItIsNotLetInAndTheReasonIsSaid() {
        world.refusal = Optional.of("cannot demand a password from 10.0.0.1: Operation not permitted");
        world.means("c", config(List.of(signed(PASSIVE, "hush")), List.of(), List.of()));
        world.allListed();
        world.accepted("c");
        assertEquals(List.of("WARNING 10.0.0.1:179 cannotBeConnectedTo: cannot demand a password from 10.0.0.1: Operation"
                + " not permitted"), world.said().stream().filter(line -> line.startsWith("WARNING")).toList());
        assertEquals(new Answer.SessionRow("10.0.0.1:179", "Active", "waiting to be connected to; cannot demand a password"
                + " from 10.0.0.1: Operation not permitted", 0), row());
        world.on(new LinkEvent.Accepted(LINK, LinkEnds.of(HERE, ROUTER)));
        assertEquals(List.of(new LinkEffect.Close(LINK)), world.linkEffects);
        assertEquals(List.of("WARNING 10.0.0.1:179 connectionRejected: connected from 10.0.0.1:50000: cannot demand a"
                + " password from 10.0.0.1: Operation not permitted"), world.said());
        world.refusal = Optional.empty();
        world.means("d", config(List.of(signed(PASSIVE, "Hush")), List.of(), List.of()));
        world.accepted("d");
        assertEquals("waiting to be connected to", row().text());
    }
}
