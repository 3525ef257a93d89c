package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import metallb.domain.bgp.wire.Capability;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.route.Asn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every end of a session, with the NOTIFICATION as bytes and the reason as people read it. */
class WaysOutTest {
    private static final String MARKER = "ff".repeat(16);
    private static final Bytes KEEPALIVE = MessageWriter.keepalive();
    private static final Bytes END_OF_RIB = MessageWriter.endOfRib(Family.IPV4);

    /**
     * @param came what the peer sends in that state
     * @param sent our NOTIFICATION without marker
     */
    private record Case(String name, UnaryOperator<Bench> state, Bytes came, String sent, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Bytes message(String hex) {
        return Bytes.ofHex(MARKER + hex);
    }

    /** Version, AS, hold time, id and parameters of an OPEN without capabilities. */
    private static Bytes rawOpen(String version, String asn, String hold, String id) {
        return message("001d01" + version + asn + hold + id + "00");
    }

    private static Bytes open(Asn asn, int hold, String id, Family... families) {
        return MessageWriter.open(Bench.open(asn, hold, metallb.domain.route.RouterId.of(id), families));
    }

    private static Stream<Case> cases() {
        UnaryOperator<Bench> openSent = Bench::openSent;
        UnaryOperator<Bench> openConfirm = Bench::openConfirm;
        UnaryOperator<Bench> established = Bench::established;
        return Stream.of(
                new Case("marker", openSent, Bytes.ofHex("00".repeat(19)), "0015030101",
                        "Failed malformedMessage: the marker is not all ones; sent Message Header Error"
                                + "/Connection Not Synchronized (1/1)"),
                new Case("length", established, message("001204"), "00170301020012",
                        "Down malformedMessage: a message of 18 bytes; sent Message Header Error"
                                + "/Bad Message Length (1/2): data 0012"),
                new Case("type", established, message("001306"), "001603010306",
                        "Down malformedMessage: message type 6; sent Message Header Error/Bad Message Type (1/3): data 06"),
                new Case("version", openSent, rawOpen("03", "fbf5", "0009", "0a000002"), "00170302010004",
                        "Failed malformedMessage: BGP version 3; sent OPEN Message Error"
                                + "/Unsupported Version Number (2/1): data 0004"),
                new Case("AS 0", openSent, rawOpen("04", "0000", "0009", "0a000002"), "0015030202",
                        "Failed malformedMessage: AS number 0; sent OPEN Message Error/Bad Peer AS (2/2)"),
                new Case("other AS", openSent, open(new Asn(64502), 9, "10.0.0.2", Family.IPV4), "0015030202",
                        "Failed openRefused: the peer says AS 64502, configured is 64501; sent OPEN Message Error"
                                + "/Bad Peer AS (2/2)"),
                new Case("router id 0", openSent, rawOpen("04", "fbf5", "0009", "00000000"), "0015030203",
                        "Failed malformedMessage: router id 0.0.0.0; sent OPEN Message Error/Bad BGP Identifier (2/3)"),
                new Case("hold time 2", openSent, rawOpen("04", "fbf5", "0002", "0a000002"), "0015030206",
                        "Failed malformedMessage: hold time 2 s; sent OPEN Message Error/Unacceptable Hold Time (2/6)"),
                new Case("no common family", openSent, open(Bench.THEIRS, 9, "10.0.0.2", Family.IPV6),
                        "001b030207010400010001",
                        "Failed openRefused: no common address family: we offer IPv4, the peer IPv6; "
                                + "sent OPEN Message Error/Unsupported Capability (2/7): data 010400010001"),
                new Case("UPDATE in OpenSent", openSent, END_OF_RIB, "001603050102",
                        "Failed unexpectedMessage: a message of type 2 out of place; sent Finite State Machine Error"
                                + "/Receive Unexpected Message in OpenSent State (5/1): data 02"),
                new Case("KEEPALIVE in OpenSent", openSent, KEEPALIVE, "001603050104",
                        "Failed unexpectedMessage: a message of type 4 out of place; sent Finite State Machine Error"
                                + "/Receive Unexpected Message in OpenSent State (5/1): data 04"),
                new Case("UPDATE in OpenConfirm", openConfirm, END_OF_RIB, "001603050202",
                        "Failed unexpectedMessage: a message of type 2 out of place; sent Finite State Machine Error"
                                + "/Receive Unexpected Message in OpenConfirm State (5/2): data 02"),
                new Case("ROUTE-REFRESH in OpenConfirm", openConfirm,
                        MessageWriter.routeRefresh(Message.RouteRefresh.request(Family.IPV4)), "001603050205",
                        "Failed unexpectedMessage: a message of type 5 out of place; sent Finite State Machine Error"
                                + "/Receive Unexpected Message in OpenConfirm State (5/2): data 05"),
                new Case("OPEN in Established", established, open(Bench.THEIRS, 9, "10.0.0.2", Family.IPV4),
                        "001603050301",
                        "Down unexpectedMessage: a message of type 1 out of place; sent Finite State Machine Error"
                                + "/Receive Unexpected Message in Established State (5/3): data 01"),
                new Case("malformed UPDATE", established, message("0017020001" + "0000"), "0015030301",
                        "Down malformedMessage: withdrawn routes of 1 bytes in 0; sent UPDATE Message Error"
                                + "/Malformed Attribute List (3/1)"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsWithTheNotificationThatTheRfcNames(Case given) {
        Bench bench = given.state().apply(Bench.external());
        bench.outputs();
        bench.receive(given.came());
        List<SessionOutput> outputs = bench.outputs();
        assertEquals(List.of(new SessionOutput.Send(bench.link, message(given.sent())),
                new SessionOutput.Close(bench.link)), outputs.subList(0, 2));
        assertEquals(List.of("Close", given.reason()), Bench.ends(outputs));
        assertEquals(3, outputs.size(), "nothing is resumed after the end: " + outputs);
        assertEquals(1, bench.peer.counters().notificationsSent());
    }

    @Test
    void refusesItsOwnRouterIdWithinTheAs() {
        Bench bench = new Bench(Bench.settings(Bench.OURS, 9, Family.IPV4), 1).openSent();
        bench.outputs();
        bench.receive(open(Bench.OURS, 9, "10.0.0.1", Family.IPV4));
        List<SessionOutput> outputs = bench.outputs();
        assertEquals(new SessionOutput.Send(bench.link, message("0015030203")), outputs.getFirst());
        assertEquals(List.of("Close", "Failed openRefused: the peer in our AS has our router id 10.0.0.1; "
                + "sent OPEN Message Error/Bad BGP Identifier (2/3)"), Bench.ends(outputs));
    }

    @Test
    void acceptsItsOwnRouterIdFromAnotherAs() {
        Bench bench = Bench.external().openSent().receive(open(Bench.THEIRS, 9, "10.0.0.1", Family.IPV4));
        assertEquals("OpenConfirm", bench.peer.state().name());
    }

    @Test
    void takesAPeerWithoutMultiProtocolCapabilityForIpv4() {
        Bench bench = new Bench(Bench.settings(Bench.THEIRS, 9, Family.IPV4, Family.IPV6), 1).openSent();
        bench.receive(rawOpen("04", "fbf5", "0009", "0a000002")).receive(KEEPALIVE);
        Terms terms = ((SessionState.Established) bench.peer.state()).terms();
        assertEquals(List.of(Family.IPV4), terms.families());
        assertEquals(false, terms.abilities().fourOctetAs());
    }

    @ParameterizedTest
    @MethodSource("states")
    void neverAnswersANotification(UnaryOperator<Bench> state) {
        Bench bench = state.apply(Bench.external());
        boolean up = bench.peer.state() instanceof SessionState.Established;
        bench.outputs();
        bench.receive(MessageWriter.notification(NotificationCode.ADMINISTRATIVE_SHUTDOWN.notification(
                Bytes.copyOf("\u0004maintenance".substring(0, 5).getBytes(StandardCharsets.UTF_8)))));
        assertEquals(List.of("Close", (up ? "Down" : "Failed") + " notificationReceived: received "
                + "Cease/Administrative Shutdown (6/2): \"main\""), Bench.ends(bench.outputs()));
        assertEquals(0, bench.peer.counters().notificationsSent());
        assertEquals(1, bench.peer.counters().notificationsReceived());
    }

    private static Stream<UnaryOperator<Bench>> states() {
        return Stream.of(Bench::openSent, Bench::openConfirm, Bench::established);
    }

    @Test
    void resetsWithTheTextAndTriesAgain() {
        Bench bench = Bench.external().established();
        bench.outputs();
        bench.peer.reset(bench.now(), NotificationCode.ADMINISTRATIVE_RESET.subcode(), "new password");
        bench.turn();
        List<SessionOutput> outputs = bench.outputs();
        assertEquals(new SessionOutput.Send(bench.link, message("0022" + "030604" + "0c"
                + hex("new password"))), outputs.getFirst());
        assertEquals(List.of("Close", "Down reset: new password; sent Cease/Administrative Reset (6/4): \"new password\""),
                Bench.ends(outputs));
        assertTrue(((SessionState.Idle) bench.peer.state()).retryAtNanos().isPresent());
    }

    private static String hex(String text) {
        return Bytes.copyOf(text.getBytes(StandardCharsets.UTF_8)).toHex();
    }

    @ParameterizedTest
    @MethodSource("states")
    void retiresForGood(UnaryOperator<Bench> state) {
        Bench bench = state.apply(Bench.external());
        bench.outputs();
        bench.peer.retire(bench.now(), NotificationCode.PEER_DECONFIGURED.subcode(), "no longer configured");
        bench.turn();
        List<SessionOutput> outputs = bench.outputs();
        assertEquals(new SessionOutput.Send(bench.link, message("0015030603")), outputs.getFirst());
        assertTrue(bench.peer.owns(bench.link));
        assertEquals(false, bench.peer.isOver());
        bench.linkDown("closed");
        assertEquals(true, bench.peer.isOver());
        bench.pass(Duration.ofHours(1));
        assertEquals(List.of(), bench.outputs());
        assertEquals(false, bench.peer.owns(bench.link));
    }

    @Test
    void saysWhyALinkBroke() {
        Bench bench = Bench.external().established();
        bench.outputs();
        bench.linkDown("Connection reset by peer");
        assertEquals(List.of("Down connectionLost: Connection reset by peer"), Bench.ends(bench.outputs()));
    }

    @Test
    void saysWhyNoConnectionCameToBe() {
        Bench bench = Bench.external().connecting();
        bench.outputs();
        bench.linkDown("Connection refused");
        assertEquals(List.of("Failed connectFailed: Connection refused"), Bench.ends(bench.outputs()));
    }

    @Test
    void isDeafAfterTheEnd() {
        Bench bench = Bench.external().established();
        bench.receive(message("001306"));
        bench.outputs();
        bench.receive(KEEPALIVE).drain(0);
        bench.peer.probed(bench.now(), bench.link);
        assertEquals(List.of(), bench.outputs());
    }

    @Test
    void opensWithWhatItCan() {
        Bench bench = new Bench(Bench.settings(Bench.THEIRS, 90, Family.IPV4, Family.IPV6), 1).openSent();
        Message.Open open = (Message.Open) bench.sent().getFirst();
        assertEquals(Message.Open.of(Bench.OURS, 90, Bench.OUR_ID, List.of(
                Capability.MultiProtocol.unicast(Family.IPV4), Capability.MultiProtocol.unicast(Family.IPV6),
                new Capability.RouteRefresh(), new Capability.EnhancedRouteRefresh())), open);
    }
}
