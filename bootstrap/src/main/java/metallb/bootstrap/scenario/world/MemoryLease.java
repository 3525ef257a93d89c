package metallb.bootstrap.scenario.world;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Outcome;
import metallb.adapters.support.apistore.PatchType;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.WriteOptions;
import metallb.adapters.support.objects.LeaseBodies;
import metallb.domain.cluster.LeaseOutcome;
import metallb.domain.cluster.LeaseRequest;
import metallb.domain.cluster.ObjectKey;
import metallb.ports.cluster.Leases;
import tools.jackson.databind.JsonNode;

/** Asks the store for the lease, with the bodies that a real API would get; answered after the latency of the API. */
final class MemoryLease implements Leases {
    private static final ObjectKey LEASE = new ObjectKey(Cluster.CONFIG.namespace(), "metallb-controller");
    private static final Target TARGET = Target.object(Resources.LEASES, LEASE.namespace(), LEASE.name());
    private static final WriteOptions OPTIONS = WriteOptions.by("metallb-controller");
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final ApiStore store;
    private final Agenda agenda;
    private final VirtualTime time;
    private final BooleanSupplier isCut;

    /** @param isCut whether nothing passes to the API and back */
    MemoryLease(ApiStore store, Agenda agenda, VirtualTime time, BooleanSupplier isCut) {
        this.store = store;
        this.agenda = agenda;
        this.time = time;
        this.isCut = isCut;
    }

    @Override
    public void ask(LeaseRequest request, Consumer<LeaseOutcome> told) {
        LeaseOutcome outcome = isCut.getAsBoolean() ? unanswered(request) : carryOut(request);
        agenda.after(isCut.getAsBoolean() ? MemoryWriter.TIMEOUT : Agenda.API_LATENCY, () ->
                told.accept(isCut.getAsBoolean() ? unanswered(request) : outcome));
    }

    /** The newest term there was; each claim of the lease counts one up. */
    static long term(ApiStore store) {
        return store.get(TARGET).flatMap(LeaseBodies::decode).map(lease -> lease.spec().transitions() + 1L).orElse(0L);
    }

    private static LeaseOutcome unanswered(LeaseRequest request) {
        return new LeaseOutcome.Failed(request.number(), "no answer came");
    }

    private LeaseOutcome carryOut(LeaseRequest request) {
        return switch (request) {
            case LeaseRequest.Read(long number) -> store.get(TARGET).map(json -> found(number, json))
                    .orElseGet(() -> new LeaseOutcome.Absent(number));
            case LeaseRequest.Create create -> outcome(create.number(), store.create(Resources.LEASES,
                    LEASE.namespace(), LeaseBodies.create(LEASE, create).toString(), OPTIONS, time.now().wall()));
            case LeaseRequest.Replace replace -> outcome(replace.number(), store.patch(TARGET, PatchType.MERGE,
                    LeaseBodies.replace(replace).toString(), OPTIONS, time.now().wall()));
        };
    }

    private static LeaseOutcome outcome(long number, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> found(number, done.object());
            case Outcome.Answered(var status) -> switch (status.code()) {
                case NOT_FOUND -> new LeaseOutcome.Absent(number);
                case CONFLICT -> new LeaseOutcome.Conflict(number);
                default -> new LeaseOutcome.Failed(number, status.message());
            };
        };
    }

    private static LeaseOutcome found(long number, JsonNode json) {
        return new LeaseOutcome.Found(number, LeaseBodies.decode(json).orElseThrow());
    }
}
