package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimersTest {
    private static final String KEEPALIVE = "001304";
    private static final String HOLD_TIMER_EXPIRED = "0015030400";
    private static final String SEND_HOLD_TIMER_EXPIRED = "0015030800";

    @Test
    void givesUpConnectingAfterTenSeconds() {
        Bench bench = Bench.external().connecting();
        bench.pass(Duration.ofMillis(9_999));
        assertEquals("Connect", bench.peer.state().name());
        bench.pass(Duration.ofMillis(1));
        assertEquals("Idle", bench.peer.state().name());
        assertEquals(List.of("Close", "Failed connectTimedOut: no connection within 10 s"), Bench.ends(bench.outputs()));
    }

    @Test
    void waitsOneMinuteForTheOpen() {
        Bench bench = Bench.external().openSent();
        bench.pass(Duration.ofMillis(59_999));
        assertEquals("OpenSent", bench.peer.state().name());
        bench.sentHex();
        bench.pass(Duration.ofMillis(1));
        List<SessionOutput> outputs = bench.outputs();
        assertEquals(new SessionOutput.Send(bench.link, Bytes.ofHex("ff".repeat(16) + HOLD_TIMER_EXPIRED)),
                outputs.getFirst());
        assertEquals(List.of("Close",
                "Failed holdTimerExpired: nothing heard for 60 s; sent Hold Timer Expired (4/0)"), Bench.ends(outputs));
    }

    @Test
    void waitsTheNegotiatedHoldTimeForTheFirstKeepalive() {
        Bench bench = Bench.external().openConfirm();
        bench.pass(Duration.ofMillis(8_999));
        assertEquals("OpenConfirm", bench.peer.state().name());
        bench.outputs();
        bench.pass(Duration.ofMillis(1));
        assertEquals(List.of("Close",
                "Failed holdTimerExpired: nothing heard for 9 s; sent Hold Timer Expired (4/0)"),
                Bench.ends(bench.outputs()));
    }

    @Test
    void waitsOneMinuteForTheFirstKeepaliveWhereNoHoldTimeIsAgreed() {
        Bench bench = new Bench(Bench.settings(Bench.THEIRS, 0, Family.IPV4), 1).openConfirm();
        bench.pass(Duration.ofMillis(59_999));
        assertEquals("OpenConfirm", bench.peer.state().name());
        bench.pass(Duration.ofMillis(1));
        assertEquals("Idle", bench.peer.state().name());
    }

    @Test
    void endsASessionThatIsSilentForTheHoldTime() {
        Bench bench = Bench.external().established();
        bench.pass(Duration.ofMillis(8_999));
        assertEquals("Established", bench.peer.state().name());
        bench.outputs();
        bench.pass(Duration.ofMillis(1));
        List<SessionOutput> outputs = bench.outputs();
        assertEquals(new SessionOutput.Send(bench.link, Bytes.ofHex("ff".repeat(16) + HOLD_TIMER_EXPIRED)),
                outputs.getFirst());
        assertEquals(List.of("Close", "Down holdTimerExpired: nothing heard for 9 s; sent Hold Timer Expired (4/0)"),
                Bench.ends(outputs));
    }

    @Test
    void takesTheSmallerHoldTimeOfBoth() {
        Bench bench = new Bench(Bench.settings(Bench.THEIRS, 90, Family.IPV4), 1).openSent();
        bench.receive(MessageWriter.open(Bench.open(Bench.THEIRS, 6, Bench.THEIR_ID, Family.IPV4)));
        bench.receive(MessageWriter.keepalive());
        SessionState.Established on = assertInstanceOf(SessionState.Established.class, bench.peer.state());
        assertEquals(Duration.ofSeconds(6), on.terms().holdTime());
        assertEquals(Duration.ofSeconds(2), on.terms().keepalive());
    }

    /** Configured, what the peer proposes as hold time, and what comes of it; we propose 90 s. */
    @ParameterizedTest
    @CsvSource({"10, 90, 10", "30, 90, 30", "60, 90, 30", "10, 9, 3", "2, 9, 2", "10, 0, 0"})
    void sendsKeepalivesAsOftenAsConfiguredAndAtLeastEveryThirdOfTheHoldTime(int configured, int theirs, int seconds) {
        PeerSettings plain = Bench.settings(Bench.THEIRS, 90, Family.IPV4);
        Bench bench = new Bench(new PeerSettings(plain.name(), plain.link(), plain.localAsn(),
                plain.remoteAsn(), plain.holdTime(), Optional.of(Duration.ofSeconds(configured)), plain.families()), 1);
        bench.openSent().receive(MessageWriter.open(Bench.open(Bench.THEIRS, theirs, Bench.THEIR_ID, Family.IPV4)));
        bench.receive(MessageWriter.keepalive());
        SessionState.Established on = assertInstanceOf(SessionState.Established.class, bench.peer.state());
        assertEquals(Duration.ofSeconds(seconds), on.terms().keepalive());
    }

    @Test
    void neitherSendsNorAwaitsKeepalivesWithoutAHoldTime() {
        Bench bench = new Bench(Bench.settings(Bench.THEIRS, 0, Family.IPV4), 1).established().synced();
        bench.outputs();
        bench.pass(Duration.ofHours(1));
        assertEquals(List.of(), bench.outputs());
        assertEquals("Established", bench.peer.state().name());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 9, 90})
    void sendsKeepalivesEveryThirdOfTheHoldTimeWithJitter(int holdSeconds) {
        Bench bench = new Bench(Bench.settings(Bench.THEIRS, holdSeconds, Family.IPV4), 7).established().synced();
        bench.outputs();
        List<Long> gaps = new ArrayList<>();
        long last = bench.now().nanos();
        while (gaps.size() < 40) {
            bench.pass(Duration.ofNanos(bench.peer.nextDeadline().orElseThrow() - bench.now().nanos()));
            bench.receive(MessageWriter.keepalive());
            if (bench.sentHex().equals(List.of(KEEPALIVE))) {
                gaps.add(bench.now().nanos() - last);
                last = bench.now().nanos();
            }
        }
        double third = holdSeconds / 3.0 * 1e9;
        for (long gap : gaps) {
            assertTrue(gap >= Math.max(1e9, 0.75 * third) && gap <= Math.max(1e9, third), gap + " ns");
        }
        assertTrue(holdSeconds == 3 || gaps.stream().distinct().count() > 30, "no jitter: " + gaps);
    }

    @Test
    void sendsNoKeepaliveWhileOneIsUnderWayAndTheNextAsSoonAsItIsNot() {
        Bench bench = Bench.external().established().synced();
        bench.draining = false;
        bench.outputs();
        for (int i = 0; i < 20; i++) {
            bench.pass(Duration.ofSeconds(2)).receive(MessageWriter.keepalive());
        }
        assertEquals(List.of(KEEPALIVE), bench.sentHex());
        bench.drain(18).turn();
        assertEquals(List.of(), bench.sentHex());
        bench.drain(1).turn();
        assertEquals(List.of(KEEPALIVE), bench.sentHex());
    }

    @Test
    void readsTheSocketBeforeAHoldTimerFoundLateExpires() {
        Bench bench = Bench.external().established().synced();
        bench.pass(Duration.ofSeconds(8));
        bench.outputs();
        bench.sleep(Duration.ofSeconds(30)).turn();
        assertEquals(new SessionOutput.Probe(bench.link), bench.outputs().getLast());
        assertTrue(bench.peer.nextDeadline().getAsLong() > bench.now().nanos(), "spins while the probe is out");
        bench.receive(MessageWriter.keepalive());
        bench.peer.probed(bench.now(), bench.link);
        bench.turn();
        assertEquals(List.of(), Bench.ends(bench.outputs()));
        assertEquals("Established", bench.peer.state().name());
        bench.pass(Duration.ofSeconds(9));
        assertEquals("Idle", bench.peer.state().name());
    }

    @Test
    void expiresLateWhereNothingWasInTheSocket() {
        Bench bench = Bench.external().established().synced();
        bench.sleep(Duration.ofSeconds(39)).turn();
        bench.outputs();
        bench.peer.probed(bench.now(), bench.link);
        bench.turn();
        assertEquals(List.of("Close", "Down holdTimerExpired: nothing heard for 9 s; sent Hold Timer Expired (4/0)"),
                Bench.ends(bench.outputs()));
    }

    @Test
    void readsOnceMoreWhereOnlyPartOfAMessageWasInTheSocket() {
        Bench bench = Bench.external().established().synced();
        bench.sleep(Duration.ofSeconds(39)).turn();
        bench.receive(MessageWriter.keepalive().slice(0, 10));
        bench.peer.probed(bench.now(), bench.link);
        bench.outputs();
        bench.turn();
        assertEquals(List.of(new SessionOutput.Probe(bench.link)), bench.outputs());
        bench.peer.probed(bench.now(), bench.link);
        assertEquals("Idle", bench.peer.state().name());
    }

    @Test
    void believesAHoldTimerThatIsASecondLate() {
        Bench bench = Bench.external().established().synced();
        bench.sleep(Duration.ofSeconds(10)).turn();
        assertEquals("Idle", bench.peer.state().name());
    }

    @Test
    void servesTheKeepaliveFirst() {
        Bench bench = Bench.external().established().synced();
        bench.outputs();
        bench.desired.fill(5, 1).forEach(bench.peer::mark);
        bench.sleep(Duration.ofSeconds(39)).turn();
        List<SessionOutput> outputs = bench.outputs();
        assertEquals(new SessionOutput.Send(bench.link, MessageWriter.keepalive()), outputs.getFirst());
        assertEquals(new SessionOutput.Probe(bench.link), outputs.get(1));
    }

    @Test
    void endsASessionThatTakesNothingForTheSendHoldTime() {
        Bench bench = sendHold(0);
        List<SessionOutput> outputs = bench.outputs();
        assertEquals(new SessionOutput.Send(bench.link, Bytes.ofHex("ff".repeat(16) + SEND_HOLD_TIMER_EXPIRED)),
                outputs.getFirst());
        assertEquals(List.of("Close", "Down sendHoldTimerExpired: the peer took nothing for 480 s; "
                + "sent Send Hold Timer Expired (8/0)"), Bench.ends(outputs));
    }

    @Test
    void closesWithoutAWordWhereTheSendHoldTimeEndsWithinAMessage() {
        Bench bench = sendHold(7);
        List<SessionOutput> outputs = bench.outputs();
        assertEquals(new SessionOutput.Close(bench.link), outputs.getFirst());
        assertEquals(List.of("Close", "Down sendHoldTimerExpired: the peer took nothing for 480 s"), Bench.ends(outputs));
    }

    @Test
    void doesNotBlameThePeerForWhatTheSocketTookWhileThisProcessSlept() {
        Bench bench = Bench.external().established().synced();
        bench.draining = false;
        while (bench.outstanding == 0) {
            bench.pass(Duration.ofMillis(100));
        }
        bench.sleep(Duration.ofMinutes(20)).turn();
        bench.receive(MessageWriter.keepalive());
        bench.peer.probed(bench.now(), bench.link);
        bench.turn().drain(bench.outstanding).turn();
        assertEquals("Established", bench.peer.state().name());
        bench.drain(bench.outstanding).pass(Duration.ofSeconds(5));
        assertEquals("Established", bench.peer.state().name());
    }

    /** A KEEPALIVE is stuck, {@code taken} bytes of it went, and eight minutes pass. */
    private static Bench sendHold(int taken) {
        Bench bench = Bench.external().established().synced();
        bench.draining = false;
        while (bench.outstanding == 0) {
            bench.pass(Duration.ofMillis(100));
        }
        bench.receive(MessageWriter.keepalive());
        bench.drain(taken);
        for (int i = 0; i < 95; i++) {
            bench.pass(Duration.ofSeconds(5)).receive(MessageWriter.keepalive());
        }
        bench.pass(Duration.ofMillis(4_800));
        assertEquals("Established", bench.peer.state().name());
        bench.outputs();
        return bench.pass(Duration.ofMillis(300));
    }
}
