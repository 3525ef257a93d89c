package metallb.domain.core;

import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.node;
import static metallb.domain.config.SamplePeer.like;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import metallb.domain.config.Authentication;
import metallb.domain.config.PeerConfig;
import metallb.domain.config.PeerLink;
import metallb.domain.net.AddressPort;
import metallb.domain.net.HopLimit;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.Secret;
import metallb.domain.net.SignatureFaults;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routers that we wait for, while the kernel drops what they send for its signature. */
class SilencedCallersTest {
    private static final String SUSPICION = ": it may have another password for this node, or none";
    private static final String WRONG = "while the router is waited for this machine dropped TCP segments, 3 signed with"
            + " another password" + SUSPICION;
    private static final String MORE = "while the router is waited for this machine dropped TCP segments, 1 unsigned, 3"
            + " signed with another password" + SUSPICION;

    private final SpeakerWorld world = new SpeakerWorld();
    private final ScriptedRouter router = world.router("10.0.0.1", 100);

    @BeforeEach
    void list() {
        world.observe(node("n1", 1));
        world.allListed();
    }

    private static PeerConfig waiting(String name, String address, String password) {
        return like(SpeakerWorld.peer(name, address, 42, 100)).link(new PeerLink(Optional.empty(),
                Optional.of(new Authentication.Password(Secret.of(password))), new HopLimit.OfTheKernel(), true)).build();
    }

    private void peers(String text, PeerConfig... peers) {
        world.means(text, config(List.of(peers), List.of(), List.of()));
        world.accepted(text);
        world.said();
        world.taken();
    }

    private void dropped(long missing, long wrong) {
        world.faults = Optional.of(new SignatureFaults(missing, 0, wrong));
    }

    private List<Long> looks() {
        List<Long> seconds = world.looks.stream().map(Duration::toSeconds).toList();
        world.looks.clear();
        return seconds;
    }

    private List<String> states() {
        return ((Answer.Sessions) world.core.answer(world.now(), new Query.Sessions())).rows().stream()
                .map(row -> row.state() + ": " + row.text()).toList();
    }

    private List<String> suspicions() {
        return world.said(Report.Level.values()).stream().filter(line -> line.contains("passwordSuspected")).toList();
    }

    @Test
    void saysOnceThatTheKernelDropsWhatMayBeTheRoutersAndShowsItUntilItIsThere() {
        dropped(5, 7);
        peers("c", waiting("peer1", "10.0.0.1", "hush"));
        world.advance(Duration.ofSeconds(30));
        assertEquals(List.of("Active: waiting to be connected to"), states(), "what was dropped before is not the router's");
        dropped(5, 10);
        world.advance(Duration.ofSeconds(60));
        assertEquals(List.of("WARNING 10.0.0.1:179 passwordSuspected: " + WRONG), suspicions());
        assertEquals(List.of("n1 uid-n1 Warning passwordSuspected: router 10.0.0.1:179: " + WRONG), world.taken());
        assertEquals(List.of("Active: waiting to be connected to; " + WRONG), states());
        dropped(6, 10);
        world.advance(Duration.ofSeconds(60));
        assertEquals(List.of("DEBUG 10.0.0.1:179 passwordSuspected: " + MORE), suspicions());
        assertEquals(List.of(), world.taken());
        assertEquals(List.of("Active: waiting to be connected to; " + MORE), states());
        world.call(-1, router);
        String up = "established: AS 100, router id 192.0.2.1, hold time 90 s";
        assertEquals(List.of("n1 uid-n1 Normal sessionUp: router 10.0.0.1:179: " + up), world.taken());
        world.cut(router);
        world.advance(Duration.ofMinutes(5));
        assertEquals(List.of("Active: Connection reset by peer"), states(), "another wait, in which nothing was dropped");
    }

    @Test
    void saysItOfEachWhoIsWaitedForAndOfNobodyElse() {
        PeerConfig dialled = like(waiting("peer4", "10.0.0.4", "hush")).link(new PeerLink(Optional.empty(),
                Optional.of(new Authentication.Password(Secret.of("hush"))), new HopLimit.OfTheKernel(), false)).build();
        world.router("10.0.0.4", 100).unreachable = true;
        peers("c", waiting("peer1", "10.0.0.1", "hush"), waiting("peer2", "10.0.0.2", "Hush"),
                like(SpeakerWorld.peer("peer3", "10.0.0.3", 42, 100)).passive().build(), dialled,
                waiting("peer5", "10.0.0.5", "hush"));
        world.call(-1, world.router("10.0.0.5", 100));
        dropped(0, 3);
        world.advance(Duration.ofSeconds(10));
        assertEquals(List.of("Active: waiting to be connected to; " + WRONG, "Active: waiting to be connected to; " + WRONG,
                "Active: waiting to be connected to", "Idle: no connection within 10 s; likely the router has another"
                        + " password for this node, or none: it never answers then",
                "Established: AS 100, router id 192.0.2.1, hold time 90 s"), states());
    }

    /** A router that we dial may call us too, and sign, at a port where it has no password. */
    @Test
    void whatIsSignedWhereNoPasswordIsSetAccusesNobody() {
        peers("c", waiting("peer1", "10.0.0.1", "hush"), like(SpeakerWorld.peer("peer2", "10.0.0.2", 42, 100)).passive().build());
        world.advance(Duration.ofSeconds(5));
        world.faults = Optional.of(new SignatureFaults(0, 10, 0));
        world.advance(Duration.ofMinutes(5));
        assertEquals(List.of("Active: waiting to be connected to", "Active: waiting to be connected to"), states());
        assertEquals(List.of(), suspicions());
        world.faults = Optional.of(new SignatureFaults(0, 20, 3));
        world.advance(Duration.ofMinutes(1));
        assertEquals(List.of("WARNING 10.0.0.1:179 passwordSuspected: " + WRONG), suspicions());
    }

    @Test
    void looksWhenTheWaitBeginsTenSecondsLaterAndThenOnceAMinute() {
        peers("c", waiting("peer1", "10.0.0.1", "hush"));
        world.advance(Duration.ofSeconds(200));
        assertEquals(List.of(1L, 11L, 71L, 131L, 191L), looks());
        world.call(-1, router);
        world.advance(Duration.ofHours(1));
        assertEquals(List.of(), looks());
        world.cut(router);
        world.advance(Duration.ofSeconds(60));
        assertEquals(List.of(3801L, 3811L), looks());
        world.stop();
        world.advance(Duration.ofMinutes(5));
        assertEquals(List.of(), looks());
    }

    @Test
    void sleepsWhileNobodyIsWaitedForWhoHasToSign() {
        peers("c", like(SpeakerWorld.peer("peer1", "10.0.0.1", 42, 100)).passive().build());
        int drains = world.drains;
        world.advance(Duration.ofMinutes(4));
        assertEquals(drains, world.drains);
        assertEquals(List.of(), looks());
    }

    @Test
    void looksForNobodyWhoCanNotConnect() {
        world.refusal = Optional.of("nobody listens at an IPv4 address");
        peers("c", waiting("peer1", "10.0.0.1", "hush"));
        looks();
        world.advance(Duration.ofMinutes(5));
        assertEquals(List.of(), looks());
    }

    @Test
    void anotherPasswordIsAnotherWait() {
        peers("c", waiting("peer1", "10.0.0.1", "hush"));
        dropped(0, 3);
        world.advance(Duration.ofSeconds(15));
        assertEquals(List.of("Active: waiting to be connected to; " + WRONG), states());
        peers("d", waiting("peer1", "10.0.0.1", "Hush"));
        assertEquals(List.of("Active: waiting to be connected to"), states());
        world.advance(Duration.ofMinutes(5));
        assertEquals(List.of("Active: waiting to be connected to"), states());
    }

    @Test
    void whoConnectedHasThePasswordWhateverEndsTheConnection() {
        peers("c", waiting("peer1", "10.0.0.1", "hush"));
        dropped(0, 3);
        world.advance(Duration.ofSeconds(15));
        world.call(-1, world.router("10.0.0.1", 101));
        world.advance(Duration.ofMinutes(5));
        assertEquals(List.of("Active: the peer says AS 101, configured is 100; sent OPEN Message Error/Bad Peer AS (2/2)"),
                states());
    }

    @Test
    void whoCameBeforeTheCountIsNotSuspected() {
        peers("c", waiting("peer1", "10.0.0.1", "hush"));
        world.core.on(world.now(), new LinkEvent.Accepted(new LinkId(-1), LinkEnds.of(new AddressPort(SpeakerWorld.LOCAL, 179),
                new AddressPort(router.address.address(), 50000))));
        world.core.on(world.now(), new FaultsCounted(Optional.of(new SignatureFaults(0, 0, 3))));
        assertEquals(List.of(), world.core.drain(world.now()).stream().filter(Report.class::isInstance).toList());
    }

    @Test
    void saysNothingWhereNothingIsCounted() {
        for (Optional<SignatureFaults> first : Stream.of(Optional.of(new SignatureFaults(0, 0, 0)),
                Optional.<SignatureFaults>empty()).toList()) {
            SilencedCallersTest fresh = new SilencedCallersTest();
            fresh.list();
            fresh.world.faults = first;
            fresh.peers("c", waiting("peer1", "10.0.0.1", "hush"));
            fresh.world.faults = Optional.empty();
            fresh.world.advance(Duration.ofMinutes(5));
            assertEquals(List.of("Active: waiting to be connected to"), fresh.states());
        }
    }
}
