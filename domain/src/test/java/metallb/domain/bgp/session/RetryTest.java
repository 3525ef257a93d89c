package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Family;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTest {
    private static final int[] SECONDS = {1, 2, 4, 8, 16, 32, 64, 120, 120, 120};

    /** Seconds until the next attempt, which it waits for. */
    private static double untilRetry(Bench bench) {
        LinkId before = bench.link;
        long from = bench.now().nanos();
        long at = ((SessionState.Idle) bench.peer.state()).retryAtNanos().orElseThrow();
        bench.pass(Duration.ofNanos(at - from - 1));
        assertEquals(before, bench.link, "too early");
        bench.pass(Duration.ofNanos(1));
        assertTrue(bench.link.number() > before.number(), "no attempt at the time that was promised");
        return (at - from) / 1e9;
    }

    private static void assertJittered(double seconds, double expected) {
        assertTrue(seconds >= expected * 0.75 && seconds <= expected, seconds + " s is not 75-100 % of " + expected);
    }

    @Test
    void waitsEverLongerUpToTwoMinutes() {
        for (long seed = 0; seed < 50; seed++) {
            Bench bench = new Bench(Bench.settings(Bench.THEIRS, 9, Family.IPV4), seed).connecting();
            for (int expected : SECONDS) {
                bench.linkDown("refused");
                assertJittered(untilRetry(bench), expected);
            }
            assertEquals(SECONDS.length + 1, bench.peer.counters().attempts());
        }
    }

    @Test
    void sayingYesAndThenNoDoesNotMakeItFaster() {
        Bench bench = Bench.external().openSent();
        for (int expected : SECONDS) {
            bench.receive(bench.theirOpen()).receive(MessageWriter.keepalive());
            bench.receive(Bench.notification(NotificationCode.CONNECTION_REJECTED));
            bench.linkDown("closed");
            assertJittered(untilRetry(bench), expected);
            bench.reconnected();
        }
    }

    @Test
    void comingUpAndFallingSilentDoesNotMakeItFaster() {
        Bench bench = Bench.external().openSent();
        for (int expected : SECONDS) {
            bench.receive(bench.theirOpen()).receive(MessageWriter.keepalive());
            bench.pass(Duration.ofSeconds(3)).receive(MessageWriter.keepalive()).pass(Duration.ofSeconds(9));
            assertEquals(Reason.HOLD_TIMER_EXPIRED, ((SessionState.Idle) bench.peer.state()).reason().word());
            bench.linkDown("closed");
            assertJittered(untilRetry(bench), expected);
            bench.reconnected();
        }
    }

    @Test
    void noNotificationEndsASilenceThatCounts() {
        Bench bench = Bench.external().openSent();
        for (int expected : SECONDS) {
            bench.receive(bench.theirOpen()).receive(MessageWriter.keepalive());
            for (int i = 0; i < 3; i++) {
                bench.pass(Duration.ofSeconds(2)).receive(MessageWriter.keepalive());
            }
            bench.pass(Duration.ofSeconds(4)).receive(Bench.notification(NotificationCode.HOLD_TIMER_EXPIRED));
            bench.linkDown("closed");
            assertJittered(untilRetry(bench), expected);
            bench.reconnected();
        }
    }

    /** How long a session lasted, and the wait after it where two attempts failed before. */
    @ParameterizedTest
    @CsvSource({"9, 8, 4", "9, 9, 1", "0, 89, 4", "0, 90, 1"})
    void beginsAnewAfterASessionThatLasted(int holdSeconds, int lastedSeconds, int expected) {
        Bench bench = new Bench(Bench.settings(Bench.THEIRS, holdSeconds, Family.IPV4), 3).connecting();
        for (int i = 0; i < 2; i++) {
            bench.linkDown("refused");
            untilRetry(bench);
        }
        bench.reconnected().receive(bench.theirOpen()).receive(MessageWriter.keepalive());
        for (int i = 0; i < lastedSeconds; i++) {
            bench.pass(Duration.ofSeconds(1)).receive(MessageWriter.keepalive());
        }
        assertEquals("Established", bench.peer.state().name());
        bench.linkDown("reset");
        assertJittered(untilRetry(bench), expected);
    }

    @Test
    void dialsAgainOnlyWhenTheOldLinkIsGone() {
        Bench bench = Bench.external().established();
        bench.receive(Bench.notification(NotificationCode.CONNECTION_REJECTED));
        LinkId old = bench.link;
        bench.pass(Duration.ofSeconds(30));
        assertEquals(old, bench.link);
        assertTrue(bench.peer.owns(old));
        bench.linkDown("closed").turn();
        assertTrue(bench.link.number() > old.number());
    }

    @Test
    void dialsAgainAtOnceAfterAResetThatWeAskedFor() {
        Bench bench = Bench.external().established();
        for (int i = 0; i < 10; i++) {
            bench.peer.reset(bench.now(), NotificationCode.OTHER_CONFIGURATION_CHANGE.subcode(), "changed");
            LinkId old = bench.link;
            bench.pass(Duration.ofSeconds(5));
            assertEquals(old, bench.link, "the old link is not gone");
            bench.linkDown("closed").turn();
            assertEquals(old.number() + 1, bench.link.number());
            bench.reconnected().receive(bench.theirOpen()).receive(MessageWriter.keepalive());
        }
        bench.linkDown("reset");
        assertJittered(untilRetry(bench), 1);
    }

    private static void call(Bench bench) {
        bench.peer.accepted(bench.now(), new LinkId(-1), LinkEnds.of(Bench.LOCAL, new AddressPort(Bench.REMOTE.address(), 50000)),
                Bench.OUR_ID);
        bench.peer.down(bench.now(), new LinkId(-1), "closed");
        bench.turn();
    }

    @Test
    void aRouterThatCallsAndIsRejectedIsDialledEveryFiveSecondsForAMinute() {
        Bench bench = Bench.external().connecting();
        for (int expected : SECONDS) {
            bench.linkDown("refused");
            assertJittered(untilRetry(bench), expected);
        }
        bench.linkDown("refused");
        long called = bench.now().nanos();
        call(bench);
        assertEquals(5, untilRetry(bench), 1e-9);
        while (bench.now().nanos() - called < Backoff.CALL_COUNTS.toNanos()) {
            bench.linkDown("closed");
            assertJittered(untilRetry(bench), 5);
        }
        bench.linkDown("closed");
        assertJittered(untilRetry(bench), 120);
    }

    @Test
    void aCallMakesNoAttemptLater() {
        Bench bench = Bench.external().connecting();
        bench.linkDown("refused");
        call(bench);
        assertJittered(untilRetry(bench), 1);
    }

    /** As GoBGP is: 10 s after it was rejected it takes connections again, and some seconds later it calls and is rejected. */
    @Test
    void aRouterThatIsIdleAfterEachRejectionIsReachedWithinMinutes() {
        for (long seed = 0; seed < 500; seed++) {
            Bench bench = new Bench(Bench.settings(Bench.THEIRS, 9, Family.IPV4), seed).connecting();
            for (int i = 0; i < SECONDS.length; i++) {
                bench.linkDown("refused");
                untilRetry(bench);
            }
            bench.linkDown("refused");
            SplittableRandom router = new SplittableRandom(seed);
            boolean reached = false;
            for (int calls = 1; !reached; calls++) {
                assertTrue(calls <= 25, "not reached within " + calls + " calls, seed " + seed);
                call(bench);
                passIdle(bench, Duration.ofSeconds(10));
                LinkId idle = bench.link;
                bench.pass(Duration.ofMillis(router.nextInt(4_000)));
                reached = !bench.link.equals(idle);
            }
        }
    }

    /** So long the router closes what it is called with. */
    private static void passIdle(Bench bench, Duration time) {
        long end = bench.now().nanos() + time.toNanos();
        while (bench.now().nanos() < end) {
            LinkId before = bench.link;
            bench.pass(Duration.ofMillis(10));
            if (!bench.link.equals(before)) {
                bench.linkDown("closed");
            }
        }
    }

    private static void reset(Bench bench) {
        bench.peer.reset(bench.now(), NotificationCode.OTHER_CONFIGURATION_CHANGE.subcode(), "changed");
        bench.turn();
    }

    private static Bench failedThreeTimes() {
        Bench bench = Bench.external().connecting();
        for (int expected : new int[] {1, 2, 4}) {
            bench.linkDown("refused");
            assertJittered(untilRetry(bench), expected);
        }
        return bench;
    }

    @Test
    void aResetOfASessionForgetsNoFailures() {
        Bench bench = failedThreeTimes();
        bench.reconnected().receive(bench.theirOpen()).receive(MessageWriter.keepalive());
        reset(bench);
        bench.linkDown("closed").turn();
        assertEquals("Connect", bench.peer.state().name());
        bench.linkDown("refused");
        assertJittered(untilRetry(bench), 8);
    }

    @Test
    void aResetOfAnAttemptForgetsWhatFailedBefore() {
        Bench bench = failedThreeTimes();
        LinkId old = bench.link;
        reset(bench);
        assertEquals(old, bench.link, "the old link is not gone");
        bench.linkDown("closed").turn();
        assertEquals(old.number() + 1, bench.link.number());
        bench.linkDown("refused");
        assertJittered(untilRetry(bench), 1);
    }

    @Test
    void aResetDoesNotWaitForTheRetry() {
        Bench bench = failedThreeTimes();
        bench.linkDown("refused");
        LinkId old = bench.link;
        reset(bench);
        assertEquals(old.number() + 1, bench.link.number());
        bench.linkDown("refused");
        assertJittered(untilRetry(bench), 1);
    }

    @Test
    void dialsWithTheNewestSettings() {
        Bench bench = Bench.external().established();
        PeerSettings changed = Bench.settings(Bench.THEIRS, 30, Family.IPV4);
        bench.peer.change(bench.now(), changed);
        assertEquals("Established", bench.peer.state().name());
        bench.linkDown("reset");
        untilRetry(bench);
        bench.outputs();
        bench.reconnected();
        assertEquals(30, ((metallb.domain.bgp.wire.Message.Open) bench.sent().getFirst()).holdTimeSeconds());
    }

    @Test
    void doesNothingBeforeItIsStarted() {
        Bench bench = Bench.external();
        bench.pass(Duration.ofHours(1));
        assertEquals(List.of(), bench.outputs());
        assertEquals("not started yet", ((SessionState.Idle) bench.peer.state()).reason().text());
        bench.connecting();
        bench.peer.start(bench.now());
        assertEquals(1, bench.outputs().size());
    }
}
