package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import metallb.domain.bgp.wire.Capability;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.bgp.wire.NotificationText;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4724 as the restarting speaker, RFC 8538. */
class GracefulRestartTest {
    private static final String TEXT = "the speaker stops";
    private static final Duration RESTART_TIME = Duration.ofSeconds(120);
    /** The bench's clock begins at one second. */
    private static final long START = 1_000_000_000L;

    private static GracefulRestart restart(long processSeconds, long machineSeconds) {
        return new GracefulRestart(RESTART_TIME, new Beginning(START - processSeconds * 1_000_000_000L,
                START - machineSeconds * 1_000_000_000L));
    }

    private static Bench bench(GracefulRestart restart) {
        return new Bench(Bench.settings(Bench.THEIRS, 9, Family.IPV4, Family.IPV6)
                .with(SessionOptions.USUAL.restarting(restart)), 1);
    }

    private static Capability.GracefulRestart offered(Bench bench) {
        Message.Open open = (Message.Open) bench.sent().stream().filter(Message.Open.class::isInstance).findFirst()
                .orElseThrow();
        return (Capability.GracefulRestart) open.capabilities().stream()
                .filter(Capability.GracefulRestart.class::isInstance).findFirst().orElseThrow();
    }

    /** Their OPEN, with the flags of their capability; the KEEPALIVE after it. */
    private static Bench established(Bench bench, int flags) {
        Message.Open open = Message.Open.of(Bench.THEIRS, 9, Bench.THEIR_ID, List.of(
                Capability.MultiProtocol.unicast(Family.IPV4), new Capability.GracefulRestart(flags, 60, List.of())));
        return bench.receive(MessageWriter.open(open)).receive(MessageWriter.keepalive());
    }

    /** How long ago process and machine began, and the flags that follow: 8 restarted, 4 NOTIFICATIONs; 128 kept. */
    @ParameterizedTest
    @CsvSource({"0, 1000, 12, 128", "120, 1000, 12, 128", "121, 1000, 4, 128", "0, 0, 12, 0", "30, 119, 12, 0",
        "30, 120, 12, 128", "500, 100000, 4, 128"})
    void saysWhetherItRestartedAndWhetherItForwardedMeanwhile(long process, long machine, int flags, int kept) {
        assertEquals(new Capability.GracefulRestart(flags, 120, List.of(
                new Capability.GracefulRestart.Entry(1, 1, kept), new Capability.GracefulRestart.Entry(2, 1, kept))),
                offered(bench(restart(process, Math.max(process, machine))).openSent()));
    }

    @Test
    void saysSoUntilTheFirstSessionWithThePeerAndNeverAfter() {
        Bench bench = bench(restart(0, 1000)).openSent();
        assertEquals(12, offered(bench).flags());
        bench.linkDown("reset").pass(Duration.ofSeconds(1)).reconnected();
        assertEquals(12, offered(bench).flags(), "there was no session yet");
        established(bench, 0).linkDown("reset");
        bench.pass(Duration.ofSeconds(2)).reconnected();
        assertEquals(4, offered(bench).flags());
    }

    @Test
    void offersNothingUnlessItIsAskedTo() {
        Bench bench = Bench.external().openSent();
        assertTrue(((Message.Open) bench.sent().getFirst()).capabilities().stream()
                .noneMatch(Capability.GracefulRestart.class::isInstance));
    }

    @Test
    void leavesWithoutAWordWhereThePeerKeepsTheRoutes() {
        Bench bench = bench(restart(0, 1000)).openSent();
        bench.desired.fill(3, 1);
        established(bench, 0).synced().outputs();
        bench.peer.stopForRestart(bench.now(), TEXT);
        List<SessionOutput> outputs = bench.turn().outputs();
        assertEquals(new SessionOutput.Close(bench.link), outputs.getFirst());
        assertEquals(List.of("Close", "Down stopped: the speaker stops; the peer keeps the routes for the restart"),
                Bench.ends(outputs));
        assertEquals(2, outputs.size(), "nothing is withdrawn: " + outputs);
        bench.linkDown("closed").pass(Duration.ofHours(1));
        assertEquals(List.of(), bench.outputs());
        assertTrue(bench.peer.isOver());
    }

    @Test
    void withdrawsAndSaysGoodbyeWhereThePeerKeepsNothing() {
        Bench bench = bench(restart(0, 1000)).openConfirm();
        bench.desired.fill(3, 1);
        bench.receive(MessageWriter.keepalive()).synced().outputs();
        bench.peer.stopForRestart(bench.now(), TEXT);
        List<Message> sent = bench.turn().sent();
        assertEquals(3, ((Message.Update) sent.getFirst()).withdrawn().size());
        assertEquals(new Message.Notification(6, 2, NotificationText.shutdownData(TEXT)), sent.getLast());
    }

    @Test
    void endsAnUnfinishedSessionAsAnyStopDoes() {
        Bench bench = bench(restart(0, 1000)).openConfirm();
        bench.outputs();
        bench.peer.stopForRestart(bench.now(), TEXT);
        assertEquals(List.of(new Message.Notification(6, 2, NotificationText.shutdownData(TEXT))), bench.turn().sent());
    }

    /** Cease subcode by which a session ends, the peer's flags (4: it keeps routes through NOTIFICATIONs), what is sent. */
    @ParameterizedTest
    @CsvSource({"3, 4, 0609 0603", "3, 0, 0603", "2, 4, 0609 0602 0464657074", "2, 0, 0602 0464657074",
        "6, 4, 0606", "4, 4, 0604 0464657074"})
    void saysHardResetWhereRoutesWouldLeadNowhere(int subcode, int flags, String notification) {
        Bench bench = established(bench(restart(0, 1000)).openSent(), flags).synced();
        bench.outputs();
        if (subcode == 3 || subcode == 2) {
            bench.peer.retire(bench.now(), subcode, "dept");
        } else {
            bench.peer.reset(bench.now(), subcode, "dept");
        }
        Bytes expected = Bytes.ofHex(notification);
        assertEquals(List.of("%04x".formatted(19 + expected.length()) + "03" + expected.toHex()), bench.turn().sentHex());
    }

    @Test
    void readsHardResetsInWords() {
        Bench bench = established(bench(restart(0, 1000)).openSent(), 4);
        bench.outputs();
        bench.receive(MessageWriter.notification(NotificationCode.HARD_RESET.notification(Bytes.ofHex("0602" + "03627965"))));
        assertEquals(List.of("Close", "Down notificationReceived: received Cease/Hard Reset (6/9): "
                + "Cease/Administrative Shutdown (6/2): \"bye\""), Bench.ends(bench.outputs()));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 4096})
    void refusesRestartTimesThatTheFieldCannotHold(long seconds) {
        assertThrows(IllegalArgumentException.class,
                () -> new GracefulRestart(Duration.ofSeconds(seconds), new Beginning(0, 0)));
        assertThrows(IllegalArgumentException.class, () -> new Beginning(0, 1));
    }
}
