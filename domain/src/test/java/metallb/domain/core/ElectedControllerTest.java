package metallb.domain.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Lease;
import metallb.domain.cluster.LeaseOutcome;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.lease.LeaseTimings;
import org.junit.jupiter.api.Test;

/** What one of several controllers does with the core of its term, seen from outside, effect by effect. */
class ElectedControllerTest {
    private final CandidateWorld world = new CandidateWorld();

    @Test
    void whoStandsByWatchesNothingAndTakesNothingIn() {
        assertEquals(List.of("ask Read"), world.drain());
        assertEquals(new Answer.Health(false, List.of("waiting for the first answer about the lease")), world.health());

        world.answer(new LeaseOutcome.Found(world.asked.removeFirst().number(),
                new Lease(new ResourceVersion("1"), CandidateWorld.ANOTHERS)));
        world.on(new ClusterEvent.Observed(world.cluster.newService("web", 1)));

        assertEquals(List.of("standingBy lease: standing by; other leads"), world.drain());
        assertEquals(new Answer.Health(true, List.of(), "standing by; other leads"), world.health());
        assertEquals(new Answer.StandsBy("standing by; other leads"), world.services());
        assertEquals(List.of("metallb_k8s_client_leadership_bool {} -1.0",
                "metallb_controller_terms_total {} 0.0", "metallb_controller_leader_info {holder=other} 1.0"), world.metrics());
    }

    @Test
    void aTermBeginsWithAPermitAndListsAndItsWritesCarryIt() {
        world.lead();
        assertEquals(new Answer.Health(false, List.of("waiting for the first list of services",
                "waiting for the first list of the ConfigMap",
                "waiting for the first list of the accepted configuration"), "leading, term 1"), world.health());

        world.list();

        assertEquals(List.of("configInForce config: configuration sha256:a16d1e1a6d50 is in force", "write term 1"),
                world.drain().stream().map(line -> line.replaceAll("sha256:[0-9a-f]+", "sha256:a16d1e1a6d50")).toList());
        assertEquals(new Answer.Health(true, List.of(), "leading, term 1"), world.health());
        assertTrue(world.metrics().contains("metallb_k8s_client_leadership_bool {} 1.0"));
        assertTrue(world.metrics().contains("metallb_controller_leader_info {holder=me} 1.0"));
    }

    @Test
    void everyRenewalExtendsThePermit() {
        world.lead();
        world.pass(2);
        assertEquals(List.of("ask Replace"), world.drain());

        world.answerLast();

        assertEquals(List.of("permit 1 until 12"), world.drain());
    }

    @Test
    void whatWasDecidedInATermThatIsOverNeverLeaves() {
        world.lead();
        world.list();
        world.pass(11);

        // stopped for longer than the deadline: the lists waited in the inbox, the decision about them is not taken
        assertEquals(List.of("end 1",
                "leadingEnded lease: me leads no more, term 1: the lease could not be renewed for 10 s", "ask Read"),
                world.drain());
        assertEquals(new Answer.StandsBy("standing by; nobody leads"), world.services());
    }

    @Test
    void aNewTermWaitsForTheWatchesOfTheOldOneToEnd() {
        world.lead();
        world.pass(11);
        world.drain();
        world.answerLast();
        world.drain();
        world.answerLast();

        assertEquals(List.of(), world.drain());
        world.on(new ClusterEvent.Listed(Kind.SERVICE, Map.of()));
        assertEquals(new Answer.Health(true, List.of(), "standing by; nobody leads"), world.health());

        world.on(new WatchesEnded());
        assertEquals(List.of("begin 2 until 21", "leading lease: me leads, term 2"), world.drain());
    }

    @Test
    void theOutcomeOfAWriteOfAnEarlierTermMeansNothingToTheNext() {
        world.lead();
        world.list();
        world.drain();
        Write before = world.writes.getFirst();
        world.loseTheLeaseAndHaveItAgain();
        world.pass(5);
        world.drain();

        world.on(new Written(new WriteOutcome.Conflict(before.id())));
        world.list();
        world.drain();

        assertEquals(List.of(1L, 2L), world.writes.stream().map(write -> write.id().term()).toList());
    }

    /** One that takes over from another waits as long, for the lease. */
    @Test
    void aNewTermWaitsForTheWritesThatTheOldOneOfTheSameProcessLeft() {
        world.lead();
        world.list();
        world.drain();
        assertEquals(1, world.writes.size());
        world.loseTheLeaseAndHaveItAgain();
        assertEquals(OptionalLong.of(world.nanos + 2_000_000_000L), world.controller.nextDeadline(), "it keeps the lease meanwhile");
        assertEquals(new Answer.Health(true, List.of(), "standing by; nobody leads"), world.health());

        world.nanos += LeaseTimings.usual().margin().toNanos() - 1;
        assertEquals(List.of("ask Replace"), world.drain());
        assertEquals(OptionalLong.of(world.nanos + 1), world.controller.nextDeadline());

        world.nanos++;
        assertEquals(List.of("begin 2 until 21", "leading lease: me leads, term 2"), world.drain());
    }

    @Test
    void aRefusalOfTheLeaseIsToldOnce() {
        world.drain();
        for (int i = 0; i < 3; i++) {
            world.answer(new LeaseOutcome.Failed(world.asked.removeFirst().number(), "HTTP 403: leases is forbidden"));
            assertEquals(i > 0 ? List.of() : List.of("leaseFailed lease: asking for the lease: HTTP 403: leases is forbidden"),
                    world.drain());
            world.pass(3);
            world.drain();
        }
    }

    @Test
    void aLeaseThatCanBeReadAndNotWrittenIsToldOnceAndMakesItNotReady() {
        world.drain();
        for (int i = 0; i < 3; i++) {
            world.answerLast();
            List<String> read = world.drain();
            world.answer(new LeaseOutcome.Failed(world.asked.removeFirst().number(), "HTTP 403: leases is forbidden"));
            assertEquals(List.of("ask Replace"), read);
            assertEquals(i > 0 ? List.of()
                    : List.of("leaseFailed lease: asking for the lease: HTTP 403: leases is forbidden"), world.drain());
            assertEquals(new Answer.Health(false,
                    List.of("nobody leads, and asking for the lease: HTTP 403: leases is forbidden")), world.health());
            world.pass(3);
            world.drain();
        }
    }
}
