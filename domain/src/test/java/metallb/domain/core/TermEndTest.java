package metallb.domain.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import metallb.domain.cluster.Lease;
import metallb.domain.cluster.LeaseOutcome;
import metallb.domain.cluster.LeaseRequest;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.WriteOutcome;
import org.junit.jupiter.api.Test;

/** Whether a controller that ends gives the lease back, which lets the next one act at once. */
class TermEndTest {
    private static final String KEPT = "leaseKept lease: me does not give the lease back: a write that was not answered may"
            + " land yet, and others wait for it";

    private final CandidateWorld world = new CandidateWorld();

    @Test
    void anOrderlyEndFinishesTheWritesThenGivesTheLeaseBack() {
        world.lead();
        world.list();
        world.drain();
        world.on(new Stop());
        assertEquals(List.of(), world.drain());
        assertEquals(new Answer.Health(false, List.of("the controller is ending")), world.health());

        world.on(new Written(world.cluster.carryOut(world.writes.getFirst())));
        assertEquals(List.of("event IPAllocated term 1", "IPAllocated default/web: Assigned IP \"10.0.0.0\"", "end 1",
                "ask Replace"), world.drain());
        assertEquals(Optional.empty(), ((LeaseRequest.Replace) world.asked.getLast()).spec().holder());
        assertEquals(new Answer.Health(false, List.of("the controller is ending")), world.health());

        world.answerLast();
        assertEquals(List.of("stopped"), world.drain());
    }

    @Test
    void theLeaseIsNotGivenBackWhileAWriteMayStillLand() {
        world.lead();
        world.list();
        world.drain();
        world.on(new Stop());
        assertEquals(List.of(), world.drain());

        world.nanos += ControllerCore.STOP_TIMEOUT.toNanos();

        assertEquals(List.of("ask Replace", "end 1", KEPT, "stopped"), world.drain());
        assertEquals(Optional.of("me"), ((LeaseRequest.Replace) world.asked.getLast()).spec().holder(), "a renewal, no more");
    }

    @Test
    void theLeaseIsNotGivenBackWhereAWriteIsNeverAnsweredOnceItIsToEnd() {
        world.lead();
        world.list();
        world.drain();
        world.on(new Stop());
        world.drain();

        world.on(new Written(new WriteOutcome.Unknown(world.writes.getFirst().id(), "no answer: cut")));

        assertEquals(List.of("updateUnanswered default/web: updating status on service \"default/web\": no answer: cut;"
                + " it is not repeated, since the controller is ending", "end 1", KEPT, "stopped"), world.drain());
    }

    @Test
    void theLeaseIsNotGivenBackWhileAWriteThatWasNotAnsweredWaitsForItsRepetition() {
        world.lead();
        world.list();
        world.drain();
        world.on(new Written(new WriteOutcome.Unknown(world.writes.getFirst().id(), "no answer: cut")));
        assertEquals(List.of("updateUnanswered default/web: updating status on service \"default/web\": no answer: cut;"
                + " it is repeated"), world.drain());

        world.on(new Stop());

        assertEquals(List.of("end 1", KEPT, "stopped"), world.drain());
    }

    /** The first attempt names a version that the object has no more. */
    @Test
    void theLeaseIsGivenBackWhereARepetitionShowedThatNoAttemptCanLand() {
        world.lead();
        world.list();
        world.drain();
        world.on(new Written(new WriteOutcome.Unknown(world.writes.getFirst().id(), "no answer: cut")));
        world.pass(1);
        world.drain();
        assertEquals(List.of(1, 2), world.writes.stream().map(write -> write.id().attempt()).toList());
        world.on(new Stop());
        assertEquals(List.of(), world.drain());

        world.on(new Written(new WriteOutcome.Conflict(world.writes.getLast().id())));

        assertEquals(List.of("end 1", "ask Replace"), world.drain());
        assertEquals(Optional.empty(), ((LeaseRequest.Replace) world.asked.getLast()).spec().holder());
    }

    @Test
    void whereTheLeaseCannotBeGivenBackItEndsAllTheSame() {
        world.lead();
        world.on(new Stop());
        assertEquals(List.of("end 1", "ask Replace"), world.drain());

        world.nanos += ElectedController.RELEASE_TIMEOUT.toNanos() - 1;
        assertEquals(List.of(), world.drain());
        world.nanos++;
        assertEquals(List.of("stopped"), world.drain());
    }

    @Test
    void aTermThatWasLostAndLeftAWriteKeepsTheLeaseAtTheEnd() {
        world.lead();
        world.list();
        world.drain();
        world.loseTheLeaseAndHaveItAgain();
        world.pass(2);

        world.on(new Stop());

        assertEquals(List.of(KEPT, "stopped"), world.drain(), "nor does it ask for the lease again");
    }

    @Test
    void aTermThatWasLostGivesTheLeaseBackAtTheEndOnceItsWritesAreOver() {
        world.lead();
        world.list();
        world.drain();
        world.loseTheLeaseAndHaveItAgain();
        world.pass(5);

        world.on(new Stop());

        assertEquals(List.of("ask Replace"), world.drain());
        assertEquals(Optional.empty(), ((LeaseRequest.Replace) world.asked.getLast()).spec().holder());
    }

    /** Its last renewal may be answered after that, and it must not give back then what it got by it. */
    @Test
    void aTermThatIsLostWhileItEndsKeepsTheLease() {
        world.lead();
        world.list();
        world.drain();
        world.pass(8);
        assertEquals(List.of("ask Replace"), world.drain());
        world.on(new Stop());
        world.drain();

        world.pass(3);

        assertEquals(List.of("end 1", "leadingEnded lease: me leads no more, term 1: the lease could not be renewed for 10 s",
                KEPT, "stopped"), world.drain());
    }

    @Test
    void aTermThatIsLostToAnotherSaysNothingOfTheLeaseAtTheEnd() {
        world.lead();
        world.list();
        world.drain();
        world.pass(2);
        world.drain();
        world.answer(new LeaseOutcome.Conflict(world.asked.removeFirst().number()));
        assertEquals(List.of("ask Read"), world.drain());
        world.answer(new LeaseOutcome.Found(world.asked.removeFirst().number(),
                new Lease(new ResourceVersion("9"), CandidateWorld.ANOTHERS)));
        assertEquals(List.of("end 1", "leadingEnded lease: me leads no more, term 1: other holds the lease",
                "standingBy lease: standing by; other leads"), world.drain());

        world.on(new Stop());

        assertEquals(List.of("stopped"), world.drain());
    }
}
