package metallb.bootstrap.scenario.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Outcome;
import metallb.adapters.support.apistore.PatchType;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.WriteOptions;
import metallb.adapters.support.objects.Decoding;
import metallb.adapters.support.objects.EventEncoder;
import metallb.adapters.support.objects.ObjectDecoder;
import metallb.adapters.support.objects.PatchEncoder;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteId;
import metallb.domain.cluster.WriteOutcome;
import metallb.ports.cluster.ClusterWriter;
import metallb.ports.cluster.WritePermit;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes to the store with the bodies that a real API would get; the outcome arrives after the latency of the API, unless
 * the weather has something else in mind.
 */
final class MemoryWriter implements ClusterWriter {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int INTERNAL_SERVER_ERROR = 500;
    /** When a client gives up waiting for an answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** When a write comes out of the socket that its sender had given up. */
    private static final Duration LATENESS = Duration.ofSeconds(5);

    /** When a write arrives that lay in the network: the lease of who sent it is over for long. */
    private static final Duration STUCK = Duration.ofSeconds(30);

    private final ApiStore store;
    private final Agenda agenda;
    private final VirtualTime time;
    private final ObjectDecoder decoder;
    private final EventEncoder encoder;
    private final WriteOptions options;
    private final Supplier<Fate> fate;
    private final Consumer<String> arrivals;
    private final List<Write> late = new ArrayList<>();
    /** The names of the events that the core of this process told. */
    private final Set<String> told = new LinkedHashSet<>();
    private OptionalLong firstStory = OptionalLong.empty();
    private long newestTerm;
    private WritePermit permit = WritePermit.always();

    /**
     * @param encoder who reports events; its name is the field manager of writes too
     * @param fate what becomes of a write; asked once a write
     * @param arrivals told in words of each write that was stuck, when it arrives
     */
    MemoryWriter(ApiStore store, Agenda agenda, VirtualTime time, ObjectDecoder decoder, EventEncoder encoder,
            Supplier<Fate> fate, Consumer<String> arrivals) {
        this.store = store;
        this.agenda = agenda;
        this.time = time;
        this.decoder = decoder;
        this.encoder = encoder;
        this.fate = fate;
        this.arrivals = arrivals;
        this.options = WriteOptions.by(encoder.reportingController());
    }

    @Override
    public void permit(WritePermit newest) {
        permit = newest;
    }

    @Override
    public void write(Write write, Consumer<WriteOutcome> told) {
        if (!permit.covers(write.id().term(), time.nanos())) {
            agenda.afterLatency(() -> told.accept(new WriteOutcome.Unknown(write.id(), "not sent")));
            return;
        }
        switch (fate.get()) {
            case DONE -> {
                WriteOutcome outcome = carryOut(write);
                agenda.afterLatency(() -> told.accept(outcome));
            }
            case REFUSED -> agenda.afterLatency(() -> told.accept(new WriteOutcome.Refused(write.id(),
                    INTERNAL_SERVER_ERROR, "Internal error occurred: bad weather")));
            case LOST -> unknown(write, told);
            case UNHEARD -> {
                carryOut(write);
                unknown(write, told);
            }
            case LATE -> {
                late.add(write);
                agenda.after(LATENESS, () -> land(write));
                unknown(write, told);
            }
            case STUCK -> {
                agenda.after(STUCK, () -> arrive(write));
                unknown(write, told);
            }
        }
    }

    /** The process is gone: what is still in its socket arrives now. */
    void close() {
        List.copyOf(late).forEach(this::land);
    }

    private void land(Write write) {
        if (late.remove(write)) {
            carryOut(write);
        }
    }

    /** The version that it names is all that keeps it out. */
    private void arrive(Write write) {
        if (write instanceof Write.Status(WriteId id, var ingress, var _)) {
            long term = MemoryLease.term(store);
            boolean isDone = carryOut(write) instanceof WriteOutcome.Done;
            arrivals.accept("a status of term " + id.term() + " for " + id.key() + " arrives in term " + term
                    + (isDone ? " and stands: " : " and is refused: ") + ingress);
        } else {
            carryOut(write);
        }
    }

    private void unknown(Write write, Consumer<WriteOutcome> told) {
        agenda.after(TIMEOUT, () -> told.accept(new WriteOutcome.Unknown(write.id(), "no answer came")));
    }

    /** As the daemons: a series where this core told it before, nothing where another did and this one just started. */
    @Override
    public void publish(KubernetesEvent event, long term) {
        if (!permit.covers(term, time.nanos())) {
            return;
        }
        if (firstStory.isEmpty() || term != newestTerm) {
            told.clear();
            newestTerm = term;
            firstStory = OptionalLong.of(time.nanos());
        }
        Target target = Target.object(Resources.EVENTS, EventEncoder.namespace(event), encoder.name(event));
        Outcome outcome = store.create(target.resource(), target.namespace(),
                encoder.event(event, time.nextStory()).toString(), options, time.now().wall());
        if (outcome instanceof Outcome.Answered(var status) && status.code() == CONFLICT) {
            boolean isFound = time.nanos() - firstStory.getAsLong() < EventEncoder.FOUND_AT_START.toNanos();
            if (told.contains(target.name()) || !isFound) {
                int count = store.get(target).orElseThrow().path("series").path("count").asInt(1);
                patch(target, EventEncoder.series(count + 1, time.now().wall())).orThrow();
                told.add(target.name());
            }
        } else {
            outcome.orThrow();
            told.add(target.name());
        }
    }

    private WriteOutcome carryOut(Write write) {
        Target target = target(write.id());
        return switch (write) {
            case Write.Status status -> outcome(write.id(), patch(target.status(), PatchEncoder.status(status)));
            case Write.Accept accept -> outcome(write.id(), patch(target, PatchEncoder.accept(accept)));
            case Write.Read(WriteId id) -> new WriteOutcome.ReadBack(id, store.get(target)
                    .map(json -> decode(id, json)).filter(object -> object.uid().equals(id.uid())));
        };
    }

    private Outcome patch(Target target, ObjectNode body) {
        return store.patch(target, PatchType.MERGE, body.toString(), options, time.now().wall());
    }

    private WriteOutcome outcome(WriteId id, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> {
                ClusterObject object = decode(id, done.object());
                yield object.uid().equals(id.uid()) ? new WriteOutcome.Done(id, object) : new WriteOutcome.Gone(id);
            }
            case Outcome.Answered(var status) -> switch (status.code()) {
                case NOT_FOUND -> new WriteOutcome.Gone(id);
                case CONFLICT -> new WriteOutcome.Conflict(id);
                default -> new WriteOutcome.Refused(id, status.code(), status.message());
            };
        };
    }

    private ClusterObject decode(WriteId id, ObjectNode json) {
        return switch (decoder.decode(id.kind(), json)) {
            case Decoding.Decoded(ClusterObject object) -> object;
            case Decoding.Unusable(String why, var _) ->
                    throw new IllegalStateException("the store answered with " + why);
        };
    }

    private static Target target(WriteId id) {
        ObjectKey key = id.key();
        return Target.object(MemoryFeed.resource(id.kind()), key.namespace(), key.name());
    }
}
