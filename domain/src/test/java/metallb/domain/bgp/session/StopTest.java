package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationText;
import metallb.domain.net.Bytes;
import metallb.domain.net.LinkId;
import metallb.domain.net.Prefix;
import org.junit.jupiter.api.Test;

class StopTest {
    private static final String TEXT = "node-a is shutting down";
    private static final Message.Notification SHUTDOWN =
            new Message.Notification(6, 2, NotificationText.shutdownData(TEXT));

    private static Bench announcing(int routes) {
        Bench bench = Bench.external();
        bench.desired.fill(routes, 1);
        bench.established().synced().pass(Duration.ofMillis(20));
        bench.outputs();
        return bench;
    }

    @Test
    void withdrawsEverythingBeforeItSaysGoodbye() {
        Bench bench = announcing(2);
        bench.peer.stop(bench.now(), TEXT);
        bench.turn().turn();
        List<SessionOutput> outputs = bench.outputs();
        List<Message> sent = Bench.decode(outputs, List.of(metallb.domain.net.Family.IPV4));
        assertEquals(List.of(Prefix.of("10.1.0.0/32"), Prefix.of("10.1.0.1/32")),
                ((Message.Update) sent.getFirst()).withdrawn());
        assertEquals(SHUTDOWN, sent.getLast());
        assertEquals(2, sent.size());
        assertEquals(List.of("Close", "Down stopped: " + TEXT + "; sent Cease/Administrative Shutdown (6/2): \"" + TEXT
                + "\""), Bench.ends(outputs));
        assertFalse(bench.peer.isOver());
        bench.linkDown("closed");
        assertTrue(bench.peer.isOver());
        assertTrue(bench.peer.nextDeadline().isEmpty());
    }

    @Test
    void withdrawsEverythingFromAPeerThatIsDeconfigured() {
        Bench bench = announcing(1_200);
        bench.peer.retire(bench.now(), 3, "not configured any more");
        List<SessionOutput> outputs = bench.synced().turn().outputs();
        List<Message> sent = Bench.decode(outputs, List.of(metallb.domain.net.Family.IPV4));
        assertEquals(1_200, sent.stream().filter(Message.Update.class::isInstance)
                .mapToInt(message -> ((Message.Update) message).withdrawn().size()).sum());
        assertEquals(new Message.Notification(6, 3, Bytes.EMPTY), sent.getLast());
        assertEquals(List.of("Close", "Down retired: not configured any more; sent Cease/Peer De-configured (6/3)"),
                Bench.ends(outputs));
    }

    @Test
    void saysGoodbyeOnlyWhenTheSocketTookTheWithdrawals() {
        Bench bench = announcing(2);
        bench.draining = false;
        bench.peer.stop(bench.now(), TEXT);
        bench.turn().pass(Duration.ofMillis(500));
        assertEquals(1, bench.sent().size());
        bench.drain(bench.outstanding - 1).turn();
        assertEquals(List.of(), bench.sent());
        bench.drain(1).turn();
        assertEquals(List.of(SHUTDOWN), bench.sent());
    }

    @Test
    void endsTheOtherConnectionWhenTheSessionGoesBeforeItsGoodbye() {
        Crossing peer = Crossing.of(Opening.BOTH).started();
        LinkId other = peer.calls();
        LinkId session = peer.reached();
        peer.establishes(session);
        // the socket took nothing yet, so the goodbye waits
        peer.peer.stop(peer.now(), TEXT);
        peer.down(session).did();
        peer.pass(Duration.ofMillis(1));
        assertEquals(List.of("link -1: NOTIFICATION 6/2", "link -1: close", "Failed stopped"), peer.did());
        assertFalse(peer.peer.isOver());
        peer.down(other);
        assertTrue(peer.peer.isOver());
        assertTrue(peer.peer.nextDeadline().isEmpty());
    }

    @Test
    void saysGoodbyeAfterTwoSecondsWhereTheSocketTakesNothing() {
        Bench bench = announcing(2);
        bench.draining = false;
        bench.peer.stop(bench.now(), TEXT);
        bench.turn().pass(Duration.ofMillis(1_999));
        assertEquals("Established", bench.peer.state().name());
        bench.outputs();
        bench.pass(Duration.ofMillis(1));
        assertEquals(List.of(SHUTDOWN), bench.sent().stream().filter(Message.Notification.class::isInstance).toList());
        assertEquals("Idle", bench.peer.state().name());
    }

    @Test
    void withdrawsMoreThanTheCreditHoldsAsTheSocketTakesIt() {
        Bench bench = announcing(40_000);
        bench.peer.stop(bench.now(), TEXT);
        bench.synced().turn();
        List<Message> sent = bench.sent();
        assertEquals(40_000, sent.stream().filter(Message.Update.class::isInstance)
                .mapToInt(message -> ((Message.Update) message).withdrawn().size()).sum());
        assertEquals(SHUTDOWN, sent.getLast());
    }

    @Test
    void withdrawsInSlicesWithAKeepaliveBetween() {
        Bench bench = announcing(2_500);
        bench.pass(Duration.ofSeconds(2)).outputs();
        bench.draining = false;
        bench.peer.stop(bench.now(), TEXT);
        assertEquals(List.of(), bench.outputs(), "nothing is marked outside of a slice");
        for (int slices = 1; slices <= 5; slices++) {
            assertTrue(bench.peer.isSyncing());
            bench.sleep(Duration.ofMillis(300)).turn();
            Counters counters = bench.peer.counters();
            assertEquals(slices * 500, 2_500 - counters.announced() + counters.pending());
        }
        assertFalse(bench.peer.isSyncing());
        // full ones of 814 while there are slices left; the KEEPALIVE is due 2.25 s to 3 s after the first
        assertEquals(List.of("814", "KEEPALIVE", "814", "814", "58"), bench.sent().stream().map(message ->
                message instanceof Message.Update update ? "" + update.withdrawn().size() : "KEEPALIVE").toList());
        assertEquals("Established", bench.peer.state().name());
        bench.drain(bench.outstanding).turn();
        assertEquals(List.of(SHUTDOWN), bench.sent());
    }

    @Test
    void announcesNothingAnyMore() {
        Bench bench = announcing(2);
        bench.draining = false;
        bench.peer.stop(bench.now(), TEXT);
        bench.peer.mark(bench.desired.put("10.9.9.9/32", 1));
        bench.receive(MessageWriter.routeRefresh(Message.RouteRefresh.request(metallb.domain.net.Family.IPV4)));
        bench.synced().drain(bench.outstanding).turn();
        List<Message> sent = bench.sent();
        assertEquals(2, sent.size());
        assertEquals(2, ((Message.Update) sent.getFirst()).withdrawn().size());
        assertEquals(SHUTDOWN, sent.getLast());
    }

    @Test
    void endsAnUnfinishedSessionAtOnce() {
        Bench bench = Bench.external().openConfirm();
        bench.outputs();
        bench.peer.stop(bench.now(), TEXT);
        assertEquals(List.of(SHUTDOWN), bench.turn().sent());
    }

    @Test
    void closesAnAttemptAtOnce() {
        Bench bench = Bench.external().connecting();
        bench.outputs();
        bench.peer.stop(bench.now(), TEXT);
        assertEquals(List.of("Close", "Failed stopped: " + TEXT), Bench.ends(bench.turn().outputs()));
        bench.linkDown("closed").pass(Duration.ofHours(1));
        assertEquals(List.of(), bench.outputs());
        assertTrue(bench.peer.isOver());
    }

    @Test
    void isOverAtOnceWhereNothingWasOpen() {
        Bench bench = Bench.external();
        bench.peer.stop(bench.now(), TEXT);
        assertTrue(bench.peer.isOver());
        assertEquals(TEXT, ((SessionState.Idle) bench.peer.state()).reason().text());
    }

    @Test
    void doesNotComeBackWhereThePeerEndsItFirst() {
        Bench bench = announcing(2);
        bench.draining = false;
        bench.peer.stop(bench.now(), TEXT);
        bench.receive(Bytes.ofHex("ff".repeat(16) + "0015030600"));
        bench.linkDown("closed").pass(Duration.ofHours(1));
        assertTrue(bench.peer.isOver());
    }
}
