package metallb.bootstrap.process;

import java.util.function.Consumer;
import metallb.domain.cluster.LeaseOutcome;
import metallb.domain.core.CandidateEffect;
import metallb.domain.core.CandidateEvent;
import metallb.domain.core.ControllerEffect;
import metallb.domain.core.LeaseAnswered;
import metallb.domain.core.LeaseCall;
import metallb.domain.core.TermEffect;
import metallb.domain.core.WatchesEnded;
import metallb.ports.cluster.ClusterWriter;
import metallb.ports.cluster.Leases;
import metallb.ports.cluster.WritePermit;

/**
 * Carries each effect of one of several controllers to its port. Decides nothing.
 *
 * @param controller for what its core wants done
 * @param inbox where answers go
 */
public record CandidateOutlet(ControllerOutlet controller, ClusterWriter writer, Leases leases, TermWatches<?> watches,
        Consumer<? super CandidateEvent> inbox) implements Consumer<CandidateEffect> {
    public CandidateOutlet {
        writer.permit(WritePermit.never());
    }

    @Override
    public void accept(CandidateEffect effect) {
        switch (effect) {
            case ControllerEffect ofCore -> controller.accept(ofCore);
            case LeaseCall(var request) -> leases.ask(request, this::tell);
            case TermEffect.Begun(long term, long until) -> {
                writer.permit(new WritePermit(term, until));
                watches.begin();
            }
            case TermEffect.Extended(long term, long until) -> writer.permit(new WritePermit(term, until));
            case TermEffect.Ended _ -> {
                writer.permit(WritePermit.never());
                watches.end(() -> inbox.accept(new WatchesEnded()));
            }
        }
    }

    private void tell(LeaseOutcome outcome) {
        inbox.accept(new LeaseAnswered(outcome));
    }
}
