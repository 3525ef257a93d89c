package metallb.bootstrap.process;

import java.util.function.Consumer;
import metallb.domain.core.CountFaults;
import metallb.domain.core.Expect;
import metallb.domain.core.LinkEffect;
import metallb.domain.core.Publish;
import metallb.domain.core.Report;
import metallb.domain.core.SpeakerEffect;
import metallb.domain.core.Stopped;
import metallb.ports.cluster.ClusterWriter;
import metallb.ports.log.Journal;
import metallb.ports.transport.Transport;

/**
 * Carries each effect of a speaker's core to its port. Decides nothing.
 *
 * @param stopped run once, when the core has nothing more to do
 */
public record SpeakerOutlet(Transport transport, ClusterWriter writer, Journal journal, Runnable stopped)
        implements Consumer<SpeakerEffect> {
    @Override
    public void accept(SpeakerEffect effect) {
        switch (effect) {
            case LinkEffect link -> LinkOutlet.carry(link, transport);
            case Expect(var callers) -> transport.expect(callers);
            case CountFaults _ -> transport.countFaults();
            case Publish(var event, long term) -> writer.publish(event, term);
            case Report report -> journal.report(report);
            case Stopped _ -> stopped.run();
        }
    }
}
