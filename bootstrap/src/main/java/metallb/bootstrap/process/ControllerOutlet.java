package metallb.bootstrap.process;

import java.util.function.Consumer;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.core.ApiWrite;
import metallb.domain.core.ControllerEffect;
import metallb.domain.core.Publish;
import metallb.domain.core.Report;
import metallb.domain.core.Stopped;
import metallb.domain.core.Written;
import metallb.ports.cluster.ClusterWriter;
import metallb.ports.log.Journal;

/**
 * Carries each effect of the controller's core to its port. Decides nothing.
 *
 * @param inbox where the outcomes of writes go
 * @param stopped run once, when the core has nothing more to do
 */
public record ControllerOutlet(ClusterWriter writer, Consumer<? super Written> inbox, Journal journal, Runnable stopped)
        implements Consumer<ControllerEffect> {
    @Override
    public void accept(ControllerEffect effect) {
        switch (effect) {
            case ApiWrite(var write) -> writer.write(write, this::tell);
            case Publish(var event, long term) -> writer.publish(event, term);
            case Report report -> journal.report(report);
            case Stopped _ -> stopped.run();
        }
    }

    private void tell(WriteOutcome outcome) {
        inbox.accept(new Written(outcome));
    }
}
