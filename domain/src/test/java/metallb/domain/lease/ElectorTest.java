package metallb.domain.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import metallb.domain.cluster.LeaseOutcome;
import metallb.domain.cluster.LeaseSpec;
import org.junit.jupiter.api.Test;

/** One candidate, told step by step what the lease is. */
class ElectorTest {
    private final LeaseBench bench = new LeaseBench();

    @Test
    void makesTheLeaseWhereThereIsNoneAndLeadsAtOnce() {
        bench.pass(0);

        assertEquals(List.of("read", "create me 15s #0", "elected 1 until 10"), bench.heard());
        assertEquals(Optional.of("me"), bench.elector.holder(bench.now()));
    }

    @Test
    void aLeaderRenewsEveryTwoSecondsAndReadsNothing() {
        bench.pass(0);
        bench.heard();

        bench.pass(4);

        assertEquals(List.of("replace 101 me 15s #0", "extended 1 until 12", "replace 102 me 15s #0",
                "extended 1 until 14"), bench.heard());
        assertEquals(Optional.of(LeaseBench.START.plusSeconds(4)), bench.lease.get().spec().renewed());
        assertEquals(Optional.of(LeaseBench.START), bench.lease.get().spec().acquired());
    }

    @Test
    void takesAFreedLeaseAtOnceAndCountsTheTransition() {
        bench.put(new LeaseSpec(Optional.empty(), Duration.ofSeconds(1), Optional.empty(), Optional.empty(), 6));

        bench.pass(0);

        assertEquals(List.of("read", "replace 101 me 15s #7", "elected 8 until 10"), bench.heard());
    }

    @Test
    void aLeaseWithoutAnyFieldIsFree() {
        bench.put(new LeaseSpec(Optional.empty(), Duration.ZERO, Optional.empty(), Optional.empty(), 0));

        bench.pass(0);

        assertEquals(List.of("elected 2 until 10"), bench.changes());
    }

    @Test
    void waitsForAHolderThatDoesNotRenewAWholeDurationFromWhenItWasSeenFirst() {
        bench.hold("other", 15, 3);

        bench.pass(14);
        assertEquals(List.of(), bench.changes());
        assertEquals(Optional.of("other"), bench.elector.holder(bench.now()));

        bench.pass(1);
        assertEquals(List.of("elected 5 until 25"), bench.changes());
        assertEquals(4, bench.lease.get().spec().transitions());
    }

    @Test
    void waitsByTheHoldersOwnDuration() {
        bench.hold("other", 60, 0);

        bench.pass(59);
        assertEquals(List.of(), bench.changes());

        bench.pass(1);
        assertEquals(List.of("elected 2 until 70"), bench.changes());
    }

    /** Who holds it leads by its own timings, whatever somebody wrote there. */
    @Test
    void aDurationThatSomebodyMadeShorterDoesNotEndTheHoldersTime() {
        bench.hold("other", 15, 0);
        bench.pass(1);
        bench.hold("other", 1, 0);

        bench.pass(14);
        assertEquals(List.of(), bench.changes());

        // what was edited was seen within a retry period, and a whole duration counts from there
        bench.pass(4);
        assertEquals(1, bench.changes().size());
    }

    @Test
    void aHolderThatRenewsKeepsItHoweverWrongItsClock() {
        for (int i = 0; i < 30; i++) {
            bench.put(new LeaseSpec(Optional.of("other"), Duration.ofSeconds(15), Optional.empty(),
                    Optional.of(LeaseBench.START.minusSeconds(86_400 - i)), 0));
            bench.pass(10);
        }

        assertEquals(List.of(), bench.changes());
    }

    @Test
    void whoeverAnnotatesTheLeaseDoesNotProlongIt() {
        bench.hold("other", 15, 0);
        for (int i = 0; i < 5; i++) {
            bench.pass(3);
            bench.put(bench.lease.get().spec());
        }

        assertEquals(List.of("elected 2 until 25"), bench.changes());
    }

    @Test
    void stopsBeforeAnybodyElseMayStartWhereRenewingFails() {
        bench.pass(0);
        bench.pass(3);
        bench.heard();

        bench.silence(8);
        assertEquals(List.of("replace 102 me 15s #0"), bench.heard());

        bench.silence(1);
        assertEquals(List.of("deposed 1: the lease could not be renewed for 10 s"), bench.changes());
        // renewed last at 2 s, so nobody else starts before 17 s
        assertEquals(12, bench.seconds());
    }

    @Test
    void aFailedRenewalIsTriedAgainAtOnceAfterItsPeriodAndReadsFirst() {
        bench.pass(1);
        bench.silence(1);
        bench.heard();
        bench.silence(3);

        bench.answer(new LeaseOutcome.Failed(bench.asked().number(), "no answer: timeout"));
        bench.pass(0);

        assertEquals(List.of("read", "replace 101 me 15s #0", "extended 1 until 15"), bench.heard());
        assertEquals(Optional.empty(), bench.elector.trouble());
    }

    @Test
    void saysWhatTheTroubleWasWhenItStops() {
        bench.pass(0);
        bench.silence(2);
        bench.answer(new LeaseOutcome.Failed(bench.asked().number(), "HTTP 500: etcdserver: request timed out"));
        bench.silence(10);

        assertEquals("deposed 1: the lease could not be renewed for 10 s: HTTP 500: etcdserver: request timed out",
                bench.changes().getLast());
    }

    @Test
    void aRenewalThatLandedUnheardIsFoundAgain() {
        bench.pass(0);
        bench.silence(2);
        LeaseOutcome lost = bench.land();
        bench.heard();

        bench.answer(new LeaseOutcome.Failed(lost.number(), "no answer"));
        bench.pass(2);

        assertEquals(List.of("read", "replace 102 me 15s #0", "extended 1 until 14"), bench.heard());
    }

    @Test
    void aLeaderThatFindsAnotherHolderStops() {
        bench.pass(0);
        bench.hold("other", 15, 1);

        bench.pass(2);

        assertEquals(List.of("elected 1 until 10", "deposed 1: other holds the lease"), bench.changes());
    }

    @Test
    void aLeaderWhoseLeaseWasDeletedMakesItAgain() {
        bench.pass(1);
        bench.lease = Optional.empty();
        bench.heard();

        bench.pass(1);

        assertEquals(List.of("replace 101 me 15s #0", "create me 15s #1", "extended 1 until 12"), bench.heard());
    }

    @Test
    void aDeletedLeaseIsAsGoodAsHeldUntilItsHoldersTimeIsOver() {
        bench.hold("other", 15, 0);
        bench.pass(1);
        bench.lease = Optional.empty();

        bench.pass(13);
        assertEquals(List.of(), bench.changes());

        bench.pass(1);
        assertEquals(List.of("elected 2 until 25"), bench.changes());
    }

    @Test
    void afterAPauseLongerThanTheDeadlineItStopsBeforeItDoesAnythingElse() {
        bench.pass(0);
        bench.silence(2);
        bench.heard();

        // stopped here; the answer to the renewal waited in the socket all the time
        bench.pause(60);
        bench.answer();
        bench.drain();

        assertEquals("deposed 1: the lease could not be renewed for 10 s", bench.heard().getFirst());
    }

    @Test
    void anAnswerThatComesAfterTheDeadlineDoesNotMakeALeader() {
        bench.silence(0);
        bench.answer();
        bench.drain();
        bench.pause(11);

        bench.answer();
        bench.drain();

        assertEquals(List.of(), bench.changes());
        // it is ours all the same, and nobody else may have it: taken again, under a term of its own
        bench.pass(0);
        assertEquals(List.of("elected 2 until 21"), bench.changes());
    }

    @Test
    void leadsAgainUnderALaterTerm() {
        bench.pass(0);
        bench.silence(13);
        bench.answer(new LeaseOutcome.Failed(bench.asked().number(), "no answer"));
        bench.pass(5);

        assertEquals(List.of("elected 1 until 10", "deposed 1: the lease could not be renewed for 10 s",
                "elected 2 until 25"), bench.changes().stream().map(line -> line.replaceAll("until 2\\d", "until 25"))
                .toList());
    }

    @Test
    void givesTheLeaseBackWhenItRetires() {
        bench.pass(0);
        bench.heard();

        bench.elector.retire(bench.now());
        bench.pass(0);

        assertEquals(List.of("replace 101 nobody 1s #0"), bench.heard());
        assertTrue(bench.elector.isRetired());
        bench.pass(60);
        assertEquals(List.of(), bench.heard());
    }

    @Test
    void waitsForARenewalUnderWayBeforeItGivesBack() {
        bench.pass(0);
        bench.silence(2);
        bench.heard();

        bench.elector.retire(bench.now());
        bench.drain();
        assertFalse(bench.elector.isRetired());
        assertEquals(List.of(), bench.heard());

        bench.pass(0);
        assertEquals(Optional.empty(), bench.lease.get().spec().holder());
        assertTrue(bench.elector.isRetired());
    }

    @Test
    void whoStandsByRetiresAtOnce() {
        bench.hold("other", 15, 0);
        bench.pass(0);

        bench.elector.retire(bench.now());

        assertTrue(bench.elector.isRetired());
    }

    @Test
    void whoLosesARaceLooksAgain() {
        bench.silence(0);
        bench.answer();
        bench.drain();
        bench.hold("other", 15, 0);

        bench.pass(0);

        assertEquals(List.of("read", "create me 15s #0", "read"), bench.heard());
        assertEquals(Optional.of("other"), bench.elector.holder(bench.now()));
    }

    @Test
    void aMissingNamespaceIsToldAndTriedAgainLater() {
        bench.silence(0);
        bench.answer();
        bench.drain();

        bench.answer(new LeaseOutcome.Absent(bench.asked().number()));

        assertEquals(Optional.of("its namespace is not there"), bench.elector.trouble());
        bench.heard();
        bench.silence(1);
        assertEquals(List.of(), bench.heard());
        bench.silence(4);
        assertEquals(List.of("read"), bench.heard());
    }

    @Test
    void whatCannotBeWrittenStaysATroubleThoughItCanBeRead() {
        bench.hold("other", 15, 0);
        bench.pass(0);
        bench.silence(20);
        for (int i = 0; i < 3; i++) {
            bench.answer();
            bench.drain();
            bench.answer(new LeaseOutcome.Failed(bench.asked().number(), "HTTP 403: leases is forbidden"));
            assertEquals(Optional.of("HTTP 403: leases is forbidden"), bench.elector.trouble());
            assertEquals(Optional.empty(), bench.elector.holder(bench.now()));
            bench.silence(3);
        }

        bench.hold("another", 15, 1);
        bench.pass(5);
        assertEquals(Optional.empty(), bench.elector.trouble());
        assertEquals(Optional.of("another"), bench.elector.holder(bench.now()));
    }

    @Test
    void aCountOfTransitionsThatCannotGrowBeginsAnew() {
        bench.put(new LeaseSpec(Optional.empty(), Duration.ofSeconds(1), Optional.empty(), Optional.empty(),
                Integer.MAX_VALUE));

        bench.pass(0);

        assertEquals(List.of("elected 1 until 10"), bench.changes());
        assertEquals(0, bench.lease.get().spec().transitions());
    }

    @Test
    void anAnswerThatNobodyWaitsForMeansNothing() {
        bench.hold("me", 15, 0);
        bench.answer(new LeaseOutcome.Found(99, bench.lease.get()));

        assertFalse(bench.elector.wasAnswered());
        assertEquals(Optional.empty(), bench.elector.holder(bench.now()));
    }

    @Test
    void timingsThatCannotKeepTheirPromiseAreRefused() {
        assertThrows(IllegalArgumentException.class, () ->
                new LeaseTimings(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(2)));
        assertThrows(IllegalArgumentException.class, () ->
                new LeaseTimings(Duration.ofSeconds(15), Duration.ofSeconds(2), Duration.ofSeconds(2)));
        assertThrows(IllegalArgumentException.class, () ->
                new LeaseTimings(Duration.ofMillis(15_500), Duration.ofSeconds(10), Duration.ofSeconds(2)));
    }
}
