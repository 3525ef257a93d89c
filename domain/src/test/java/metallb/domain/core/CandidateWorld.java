package metallb.domain.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import metallb.domain.lease.LeaseTimings;
import metallb.domain.net.Now;

/** A controller named {@code me} that contends for a lease, seen from outside, effect by effect, and virtual time. */
final class CandidateWorld {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final LeaseSpec ANOTHERS = new LeaseSpec(Optional.of("other"), Duration.ofSeconds(15),
            Optional.empty(), Optional.of(START), 3);

    final ControllerWorld cluster = new ControllerWorld();
    final ElectedController controller = new ElectedController(
            new Candidacy("me", LeaseTimings.usual()), 1,
            term -> new ControllerCore(ControllerWorld.SETTINGS, ControllerWorld::judge, term));
    /** What was asked about the lease and is not answered yet, in the order asked. */
    final List<LeaseRequest> asked = new ArrayList<>();
    /** All writes that were sent, in the order sent. */
    final List<Write> writes = new ArrayList<>();
    long nanos = 1;

    /** The lease is free: read, created, and the core of the term begins. */
    void lead() {
        drain();
        answer(new LeaseOutcome.Absent(asked.removeFirst().number()));
        assertEquals(List.of("ask Create"), drain());
        answerLast();
        assertEquals(List.of("begin 1 until 10", "leading lease: me leads, term 1"), drain());
    }

    void list() {
        cluster.put(cluster.newService("web", 1));
        cluster.put(cluster.config(Kind.CONFIG, "default 10.0.0.0/24"));
        cluster.put(cluster.config(Kind.ACCEPTED_CONFIG, "default 10.0.0.0/24"));
        for (Kind kind : List.of(Kind.SERVICE, Kind.CONFIG, Kind.ACCEPTED_CONFIG)) {
            Map<ObjectKey, Uid> all = new LinkedHashMap<>();
            for (ClusterObject object : cluster.objects.values()) {
                if (object.kind() == kind) {
                    on(new ClusterEvent.Observed(object));
                    all.put(object.key(), object.uid());
                }
            }
            on(new ClusterEvent.Listed(kind, all));
        }
    }

    /** Its renewals were not answered for ten seconds; the lease is its own all the same, and it takes it again. */
    void loseTheLeaseAndHaveItAgain() {
        pass(11);
        assertEquals(List.of("end 1",
                "leadingEnded lease: me leads no more, term 1: the lease could not be renewed for 10 s", "ask Read"), drain());
        on(new WatchesEnded());
        answerLast();
        assertEquals(List.of("ask Replace"), drain());
        answerLast();
        assertEquals(List.of(), drain(), "a write of the last term may land yet");
    }

    void answerLast() {
        LeaseRequest request = asked.removeFirst();
        LeaseSpec spec = switch (request) {
            case LeaseRequest.Read _ -> new LeaseSpec(Optional.empty(), Duration.ZERO, Optional.empty(), Optional.empty(), 0);
            case LeaseRequest.Create create -> create.spec();
            case LeaseRequest.Replace replace -> replace.spec();
        };
        answer(new LeaseOutcome.Found(request.number(),
                new Lease(new ResourceVersion(Long.toString(100 + request.number())), spec)));
    }

    void answer(LeaseOutcome outcome) {
        on(new LeaseAnswered(outcome));
    }

    void on(CandidateEvent event) {
        controller.on(now(), event);
    }

    List<String> drain() {
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

    Answer health() {
        return controller.answer(now(), new Query.Health());
    }

    Answer services() {
        return controller.answer(now(), new Query.Services(Optional.empty(), 10));
    }

    List<String> metrics() {
        return ((Answer.Metrics) controller.answer(now(), new Query.Metrics())).families().stream()
                .flatMap(family -> family.samples().stream()
                        .map(sample -> family.name() + " " + sample.labels() + " " + sample.value())).toList();
    }

    void pass(long seconds) {
        nanos += seconds * 1_000_000_000L;
    }

    Now now() {
        return new Now(nanos, START.plusNanos(nanos));
    }
}
