package metallb.domain.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Lease;
import metallb.domain.cluster.LeaseOutcome;
import metallb.domain.cluster.LeaseRequest;
import metallb.domain.cluster.LeaseSpec;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Uid;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.lease.LeaseTimings;
import metallb.domain.net.Now;
import org.junit.jupiter.api.Test;

/** What one of several controllers does with the core of its term, seen from outside, effect by effect. */
class ElectedControllerTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final LeaseSpec ANOTHERS = new LeaseSpec(Optional.of("other"), Duration.ofSeconds(15),
            Optional.empty(), Optional.of(START), 3);

    private static final String KEPT = "leaseKept lease: me does not give the lease back: a write that was not answered may"
            + " land yet, and others wait for it";

    private final ControllerWorld cluster = new ControllerWorld();
    private final ElectedController controller = new ElectedController(
            new Candidacy("me", LeaseTimings.usual()), 1,
            term -> new ControllerCore(ControllerWorld.SETTINGS, ControllerWorld::judge, term));
    private final List<LeaseRequest> asked = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();
    private long nanos = 1;

    @Test
    void whoStandsByWatchesNothingAndTakesNothingIn() {
        assertEquals(List.of("ask Read"), drain());
        assertEquals(new Answer.Health(false, List.of("waiting for the first answer about the lease")), health());

        answer(new LeaseOutcome.Found(asked.removeFirst().number(), new Lease(new ResourceVersion("1"), ANOTHERS)));
        controller.on(now(), new ClusterEvent.Observed(cluster.newService("web", 1)));

        assertEquals(List.of("standingBy lease: standing by; other leads"), drain());
        assertEquals(new Answer.Health(true, List.of(), "standing by; other leads"), health());
        assertEquals(new Answer.StandsBy("standing by; other leads"), services());
        assertEquals(List.of("metallb_k8s_client_leadership_bool {} -1.0",
                "metallb_controller_terms_total {} 0.0", "metallb_controller_leader_info {holder=other} 1.0"), metrics());
    }

    @Test
    void aTermBeginsWithAPermitAndListsAndItsWritesCarryIt() {
        lead();
        assertEquals(new Answer.Health(false, List.of("waiting for the first list of services",
                "waiting for the first list of the ConfigMap",
                "waiting for the first list of the accepted configuration"), "leading, term 1"), health());

        list();

        assertEquals(List.of("configInForce config: configuration sha256:a16d1e1a6d50 is in force", "write term 1"),
                drain().stream().map(line -> line.replaceAll("sha256:[0-9a-f]+", "sha256:a16d1e1a6d50")).toList());
        assertEquals(new Answer.Health(true, List.of(), "leading, term 1"), health());
        assertTrue(metrics().contains("metallb_k8s_client_leadership_bool {} 1.0"));
        assertTrue(metrics().contains("metallb_controller_leader_info {holder=me} 1.0"));
    }

    @Test
    void everyRenewalExtendsThePermit() {
        lead();
        pass(2);
        assertEquals(List.of("ask Replace"), drain());

        answerLast();

        assertEquals(List.of("permit 1 until 12"), drain());
    }

    @Test
    void whatWasDecidedInATermThatIsOverNeverLeaves() {
        lead();
        list();
        pass(11);

        // stopped for longer than the deadline: the lists waited in the inbox, the decision about them is not taken
        assertEquals(List.of("end 1",
                "leadingEnded lease: me leads no more, term 1: the lease could not be renewed for 10 s", "ask Read"),
                drain());
        assertEquals(new Answer.StandsBy("standing by; nobody leads"), services());
    }

    @Test
    void aNewTermWaitsForTheWatchesOfTheOldOneToEnd() {
        lead();
        pass(11);
        drain();
        answerLast();
        drain();
        answerLast();

        assertEquals(List.of(), drain());
        controller.on(now(), new ClusterEvent.Listed(Kind.SERVICE, Map.of()));
        assertEquals(new Answer.Health(true, List.of(), "standing by; nobody leads"), health());

        controller.on(now(), new WatchesEnded());
        assertEquals(List.of("begin 2 until 21", "leading lease: me leads, term 2"), drain());
    }

    @Test
    void theOutcomeOfAWriteOfAnEarlierTermMeansNothingToTheNext() {
        lead();
        list();
        drain();
        Write before = writes.getFirst();
        pass(11);
        drain();
        controller.on(now(), new WatchesEnded());
        answerLast();
        drain();
        answerLast();
        drain();

        controller.on(now(), new Written(new WriteOutcome.Conflict(before.id())));
        list();
        drain();

        assertEquals(List.of(1L, 2L), writes.stream().map(write -> write.id().term()).toList());
    }

    @Test
    void anOrderlyEndFinishesTheWritesThenGivesTheLeaseBack() {
        lead();
        list();
        drain();
        controller.on(now(), new Stop());
        assertEquals(List.of(), drain());
        assertEquals(new Answer.Health(false, List.of("the controller is ending")), health());

        controller.on(now(), new Written(cluster.carryOut(writes.getFirst())));
        assertEquals(List.of("event IPAllocated term 1", "IPAllocated default/web: Assigned IP \"10.0.0.0\"", "end 1",
                "ask Replace"), drain());
        assertEquals(Optional.empty(), ((LeaseRequest.Replace) asked.getLast()).spec().holder());
        assertEquals(new Answer.Health(false, List.of("the controller is ending")), health());

        answerLast();
        assertEquals(List.of("stopped"), drain());
    }

    @Test
    void theLeaseIsNotGivenBackWhileAWriteMayStillLand() {
        lead();
        list();
        drain();
        controller.on(now(), new Stop());
        assertEquals(List.of(), drain());

        nanos += ControllerCore.STOP_TIMEOUT.toNanos();

        assertEquals(List.of("ask Replace", "end 1", KEPT, "stopped"), drain());
        assertEquals(Optional.of("me"), ((LeaseRequest.Replace) asked.getLast()).spec().holder(), "a renewal, no more");
    }

    @Test
    void theLeaseIsNotGivenBackWhereAWriteIsNeverAnsweredOnceItIsToEnd() {
        lead();
        list();
        drain();
        controller.on(now(), new Stop());
        drain();

        controller.on(now(), new Written(new WriteOutcome.Unknown(writes.getFirst().id(), "no answer: cut")));

        assertEquals(List.of("updateUnanswered default/web: updating status on service \"default/web\": no answer: cut;"
                + " it is not repeated, since the controller is ending", "end 1", KEPT, "stopped"), drain());
    }

    @Test
    void theLeaseIsNotGivenBackWhileAWriteThatWasNotAnsweredWaitsForItsRepetition() {
        lead();
        list();
        drain();
        controller.on(now(), new Written(new WriteOutcome.Unknown(writes.getFirst().id(), "no answer: cut")));
        assertEquals(List.of("updateUnanswered default/web: updating status on service \"default/web\": no answer: cut;"
                + " it is repeated"), drain());

        controller.on(now(), new Stop());

        assertEquals(List.of("end 1", KEPT, "stopped"), drain());
    }

    /** The first attempt names a version that the object has no more. */
    @Test
    void theLeaseIsGivenBackWhereARepetitionShowedThatNoAttemptCanLand() {
        lead();
        list();
        drain();
        controller.on(now(), new Written(new WriteOutcome.Unknown(writes.getFirst().id(), "no answer: cut")));
        pass(1);
        drain();
        assertEquals(List.of(1, 2), writes.stream().map(write -> write.id().attempt()).toList());
        controller.on(now(), new Stop());
        assertEquals(List.of(), drain());

        controller.on(now(), new Written(new WriteOutcome.Conflict(writes.getLast().id())));

        assertEquals(List.of("end 1", "ask Replace"), drain());
        assertEquals(Optional.empty(), ((LeaseRequest.Replace) asked.getLast()).spec().holder());
    }

    @Test
    void whereTheLeaseCannotBeGivenBackItEndsAllTheSame() {
        lead();
        controller.on(now(), new Stop());
        assertEquals(List.of("end 1", "ask Replace"), drain());

        nanos += ElectedController.RELEASE_TIMEOUT.toNanos() - 1;
        assertEquals(List.of(), drain());
        nanos++;
        assertEquals(List.of("stopped"), drain());
    }

    @Test
    void aRefusalOfTheLeaseIsToldOnce() {
        drain();
        for (int i = 0; i < 3; i++) {
            answer(new LeaseOutcome.Failed(asked.removeFirst().number(), "HTTP 403: leases is forbidden"));
            assertEquals(i > 0 ? List.of() : List.of("leaseFailed lease: asking for the lease: HTTP 403: leases is forbidden"),
                    drain());
            pass(3);
            drain();
        }
    }

    @Test
    void aLeaseThatCanBeReadAndNotWrittenIsToldOnceAndMakesItNotReady() {
        drain();
        for (int i = 0; i < 3; i++) {
            answerLast();
            List<String> read = drain();
            answer(new LeaseOutcome.Failed(asked.removeFirst().number(), "HTTP 403: leases is forbidden"));
            assertEquals(List.of("ask Replace"), read);
            assertEquals(i > 0 ? List.of()
                    : List.of("leaseFailed lease: asking for the lease: HTTP 403: leases is forbidden"), drain());
            assertEquals(new Answer.Health(false,
                    List.of("nobody leads, and asking for the lease: HTTP 403: leases is forbidden")), health());
            pass(3);
            drain();
        }
    }

    /** The lease is free: read, created, and the core of the term begins. */
    private void lead() {
        drain();
        answer(new LeaseOutcome.Absent(asked.removeFirst().number()));
        assertEquals(List.of("ask Create"), drain());
        answerLast();
        assertEquals(List.of("begin 1 until 10", "leading lease: me leads, term 1"), drain());
    }

    private void list() {
        cluster.put(cluster.newService("web", 1));
        cluster.put(cluster.config(Kind.CONFIG, "default 10.0.0.0/24"));
        cluster.put(cluster.config(Kind.ACCEPTED_CONFIG, "default 10.0.0.0/24"));
        for (Kind kind : List.of(Kind.SERVICE, Kind.CONFIG, Kind.ACCEPTED_CONFIG)) {
            Map<ObjectKey, Uid> all = new LinkedHashMap<>();
            for (ClusterObject object : cluster.objects.values()) {
                if (object.kind() == kind) {
                    controller.on(now(), new ClusterEvent.Observed(object));
                    all.put(object.key(), object.uid());
                }
            }
            controller.on(now(), new ClusterEvent.Listed(kind, all));
        }
    }

    private void answerLast() {
        LeaseRequest request = asked.removeFirst();
        LeaseSpec spec = switch (request) {
            case LeaseRequest.Read _ -> new LeaseSpec(Optional.empty(), Duration.ZERO, Optional.empty(), Optional.empty(), 0);
            case LeaseRequest.Create create -> create.spec();
            case LeaseRequest.Replace replace -> replace.spec();
        };
        answer(new LeaseOutcome.Found(request.number(),
                new Lease(new ResourceVersion(Long.toString(100 + request.number())), spec)));
    }

    private void answer(LeaseOutcome outcome) {
        controller.on(now(), new LeaseAnswered(outcome));
    }

    private List<String> drain() {
        List<String> said = new ArrayList<>();
        do {
            for (CandidateEffect effect : controller.drain(now())) {
                said.add(words(effect));
            }
        } while (controller.nextDeadline().orElse(Long.MAX_VALUE) <= nanos);
        return said;
    }

    private String words(CandidateEffect effect) {
        return switch (effect) {
            case LeaseCall(LeaseRequest request) -> {
                asked.add(request);
                yield "ask " + request.getClass().getSimpleName();
            }
            case TermEffect.Begun(long term, long until) -> "begin " + term + " until " + until / 1_000_000_000;
            case TermEffect.Extended(long term, long until) -> "permit " + term + " until " + until / 1_000_000_000;
            case TermEffect.Ended(long term) -> "end " + term;
            case ApiWrite(Write write) -> {
                writes.add(write);
                yield "write term " + write.id().term();
            }
            case Publish(var event, long term) -> "event " + event.reason() + " term " + term;
            case Report report -> report.event() + " " + report.subject() + ": " + report.text();
            case Stopped _ -> "stopped";
        };
    }

    private Answer health() {
        return controller.answer(now(), new Query.Health());
    }

    private Answer services() {
        return controller.answer(now(), new Query.Services(Optional.empty(), 10));
    }

    private List<String> metrics() {
        return ((Answer.Metrics) controller.answer(now(), new Query.Metrics())).families().stream()
                .flatMap(family -> family.samples().stream()
                        .map(sample -> family.name() + " " + sample.labels() + " " + sample.value())).toList();
    }

    private void pass(long seconds) {
        nanos += seconds * 1_000_000_000L;
    }

    private Now now() {
        return new Now(nanos, START.plusNanos(nanos));
    }
}
