package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import metallb.domain.bgp.wire.Capability;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.LinkId;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4271 section 6.8, with RFC 6286 section 2.3 for equal identifiers. */
class CollisionTest {
    private static final LinkId OURS = new LinkId(1);
    private static final LinkId THEIRS = new LinkId(-1);
    /** What a neighbour says who keeps our routes while we restart. */
    private static final Capability RESTARTING = new Capability.GracefulRestart(4, 120, List.of());

    private static Crossing restarting(Opening opening) {
        GracefulRestart restart = new GracefulRestart(Duration.ofSeconds(120), new Beginning(0, 0));
        return new Crossing(opening, Bench.OUR_ID, Bench.THEIRS, options -> options.restarting(restart));
    }

    /**
     * Both connections are in OpenSent, and the OPENs arrive in that order. Our AS is 64500.
     *
     * @param first the link that the peer's OPEN comes on first
     * @param loser the link that is ended
     */
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.2, 64501, 1, 1", "10.0.0.1, 10.0.0.2, 64501, -1, 1",
        "10.0.0.2, 10.0.0.1, 64501, 1, -1", "10.0.0.2, 10.0.0.1, 64501, -1, -1",
        // unsigned: 200.0.0.1 is higher than 10.0.0.1
        "200.0.0.1, 10.0.0.1, 64501, 1, -1", "10.0.0.1, 200.0.0.1, 64501, 1, 1",
        // equal identifiers of two AS: the larger number counts
        "10.0.0.1, 10.0.0.1, 64501, 1, 1", "10.0.0.1, 10.0.0.1, 64501, -1, 1",
        "10.0.0.1, 10.0.0.1, 64499, 1, -1", "10.0.0.1, 10.0.0.1, 64499, -1, -1",
        "10.0.0.1, 10.0.0.1, 4200000000, 1, 1"})
    void theOneStaysThatTheHigherIdentifierOpened(String ourId, String theirId, long theirAsn, long first, long loser) {
        Crossing peer = new Crossing(Opening.BOTH, RouterId.of(ourId), new Asn(theirAsn), options -> options).started();
        peer.calls();
        peer.reached();
        peer.did();
        peer.opens(new LinkId(first), RouterId.of(theirId));
        assertEquals(List.of("link " + first + ": KEEPALIVE"), peer.did());
        peer.opens(new LinkId(-first), RouterId.of(theirId));
        List<String> did = peer.did();
        LinkId lost = new LinkId(loser);
        assertTrue(did.containsAll(List.of(lost + ": NOTIFICATION 6/7", lost + ": close", "Dropped collision")), did.toString());
        assertEquals(loser == first, did.contains("link " + -first + ": KEEPALIVE"), did.toString());
        peer.hears(new LinkId(-loser), MessageWriter.keepalive());
        assertEquals(List.of("Up"), peer.did());
        assertEquals("Established", peer.state());
        peer.down(lost);
        assertEquals("Established", peer.state());
        assertFalse(peer.peer.owns(lost));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1, 10.0.0.2", "10.0.0.2, 10.0.0.1"})
    void anEstablishedSessionStaysWhoeverOpenedIt(String ourId, String theirId) {
        Crossing peer = new Crossing(Opening.BOTH, RouterId.of(ourId), Bench.THEIRS, options -> options).started();
        peer.reached();
        peer.opens(OURS, RouterId.of(theirId)).hears(OURS, MessageWriter.keepalive());
        peer.calls();
        peer.did();
        assertEquals("Established", peer.state());
        peer.opens(THEIRS, RouterId.of(theirId));
        assertEquals(List.of("link -1: NOTIFICATION 6/7", "link -1: close", "Dropped collision"), peer.did());
        assertEquals("Established", peer.state());
    }

    @Test
    void aConnectionWithoutAnOpenIsNoCollisionYet() {
        Crossing peer = Crossing.of(Opening.BOTH).started();
        peer.calls();
        peer.reached();
        peer.establishes(OURS);
        assertEquals("Established", peer.state());
        assertEquals(List.of(), peer.did().stream().filter(what -> what.startsWith("link -1: NOTIFICATION")).toList());
        peer.down(THEIRS);
        assertEquals(List.of("Dropped connectionLost"), peer.did());
        assertEquals("Established", peer.state());
    }

    @Test
    void anAttemptIsGivenUpOnceTheSessionIsThere() {
        Crossing peer = Crossing.of(Opening.BOTH).started();
        LinkId call = peer.calls();
        peer.did();
        peer.establishes(call);
        assertEquals(List.of("link -1: KEEPALIVE", "Up", "link 1: close"), peer.did());
        peer.down(OURS).pass(Duration.ofSeconds(5));
        assertEquals("Established", peer.state());
    }

    @Test
    void aFailedAttemptDoesNotDisturbTheOtherConnection() {
        Crossing peer = Crossing.of(Opening.BOTH).started();
        LinkId call = peer.calls();
        peer.down(OURS);
        assertEquals("OpenSent", peer.state());
        peer.establishes(call).pass(Duration.ofSeconds(5));
        assertEquals("Established", peer.state());
        assertEquals(OURS, peer.ours(), "it dials no more");
    }

    @Test
    void dialsAgainWhenTheConnectionThatCameInIsGone() {
        Crossing peer = Crossing.of(Opening.BOTH).started();
        LinkId call = peer.calls();
        peer.down(OURS).down(call);
        assertEquals("Active", peer.state());
        peer.pass(Duration.ofSeconds(1));
        assertEquals(new LinkId(2), peer.ours());
    }

    @Test
    void ofTwoThatThePeerOpenedTheYoungerStays() {
        Crossing peer = Crossing.of(Opening.PASSIVE).started();
        LinkId old = peer.calls();
        peer.opens(old, Bench.THEIR_ID);
        LinkId young = peer.calls();
        peer.did();
        peer.opens(young, Bench.THEIR_ID);
        assertEquals(List.of("link -1: NOTIFICATION 6/7", "link -1: close", "Dropped collision", "link -2: KEEPALIVE"),
                peer.did());
    }

    @Test
    void ofTwoThatThePeerOpenedTheYoungerStaysThoughItsOpenCameFirst() {
        Crossing peer = Crossing.of(Opening.PASSIVE).started();
        LinkId old = peer.calls();
        LinkId young = peer.calls();
        peer.opens(young, Bench.THEIR_ID);
        peer.did();
        peer.opens(old, Bench.THEIR_ID);
        assertEquals(List.of("link -1: NOTIFICATION 6/7", "link -1: close", "Dropped collision"), peer.did());
        peer.hears(young, MessageWriter.keepalive());
        assertEquals(List.of("Up"), peer.did());
    }

    @Test
    void anOlderConnectionIsNoReturnOfAPeerThatRestarts() {
        Crossing peer = restarting(Opening.PASSIVE).started();
        LinkId old = peer.calls();
        peer.establishes(peer.calls(), RESTARTING);
        peer.did();
        peer.opens(old, Bench.THEIR_ID, RESTARTING);
        assertEquals(List.of("link -1: NOTIFICATION 6/7", "link -1: close", "Dropped collision"), peer.did());
        assertEquals("Established", peer.state());
    }

    @Test
    void aThirdConnectionIsRejected() {
        Crossing peer = Crossing.of(Opening.PASSIVE).started();
        peer.calls();
        peer.calls();
        peer.did();
        LinkId third = peer.calls();
        assertEquals(List.of("link -3: NOTIFICATION 6/5", "link -3: close"), peer.did());
        assertTrue(peer.peer.owns(third));
        assertFalse(peer.down(third).peer.owns(third));
    }

    @Test
    void anActivePeerRejectsWhoCallsAndAPassiveOneNeverDials() {
        Crossing active = Crossing.of(Opening.ACTIVE).started();
        active.did();
        active.calls();
        assertEquals(List.of("link -1: NOTIFICATION 6/5", "link -1: close"), active.did());
        Crossing passive = Crossing.of(Opening.PASSIVE).started().pass(Duration.ofHours(1));
        assertEquals(List.of(), passive.did());
        assertEquals("Active", passive.state());
        passive.establishes(passive.calls());
        assertEquals("Established", passive.state());
        passive.down(THEIRS).pass(Duration.ofHours(1));
        assertEquals("Active", passive.state());
        assertEquals(List.of("link -1: OPEN", "link -1: KEEPALIVE", "Up", "Down connectionLost"), passive.did());
    }

    @Test
    void callersThatAreRejectedDoNotHoldUpDialling() {
        Crossing peer = Crossing.of(Opening.ACTIVE).started().down(OURS);
        peer.calls();
        peer.did();
        peer.pass(Duration.ofSeconds(1));
        assertEquals(List.of("link 2: connect"), peer.did());
    }

    @Test
    void aPeerThatIsNotStartedYetIsDeafToCallers() {
        Crossing peer = Crossing.of(Opening.BOTH);
        peer.calls();
        assertEquals(List.of("link -1: NOTIFICATION 6/5", "link -1: close"), peer.did());
    }

    /** RFC 4724 section 5: it came back before we missed it, and a NOTIFICATION would make it forget our routes. */
    @Test
    void aPeerThatRestartedGracefullyReplacesItsOldSession() {
        Crossing peer = restarting(Opening.BOTH).started();
        peer.reached();
        peer.establishes(OURS, RESTARTING);
        peer.calls();
        peer.did();
        peer.opens(THEIRS, Bench.THEIR_ID, RESTARTING);
        assertEquals(List.of("link 1: close", "Down collision", "link -1: KEEPALIVE"), peer.did());
        peer.hears(THEIRS, MessageWriter.keepalive());
        assertEquals(List.of("Up"), peer.did());
    }

    /** Busy machines read both at once; who is told last that the session is down believes it. */
    @Test
    void theOldSessionIsDownBeforeTheNewOneIsUpThoughOpenAndKeepaliveComeTogether() {
        Crossing peer = restarting(Opening.PASSIVE).started();
        peer.establishes(peer.calls(), RESTARTING);
        LinkId anew = peer.calls();
        peer.did();
        peer.hears(anew, Bytes.ofHex(peer.open(Bench.THEIR_ID, RESTARTING).toHex() + MessageWriter.keepalive().toHex()));
        assertEquals(List.of("link -1: close", "Down collision", "link -2: KEEPALIVE", "Up"), peer.did());
        assertEquals("Established", peer.state());
    }

    @Test
    void followsAChangeOfWhoMayOpen() {
        Crossing peer = Crossing.of(Opening.PASSIVE).started();
        PeerSettings settings = Bench.settings(Bench.THEIRS, 9, Family.IPV4);
        peer.peer.change(peer.now(), settings.with(SessionOptions.USUAL.opened(Opening.ACTIVE)));
        peer.pass(Duration.ZERO);
        assertEquals(List.of("link 1: connect"), peer.did());
        peer.down(OURS);
        peer.peer.change(peer.now(), settings.with(SessionOptions.USUAL.opened(Opening.PASSIVE)));
        peer.pass(Duration.ofHours(1));
        assertEquals(List.of("Failed connectFailed"), peer.did());
        assertEquals("Active", peer.state());
    }
}
