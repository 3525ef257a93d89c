package metallb.bootstrap.process;

import java.util.function.Consumer;
import metallb.domain.core.LinkEffect;
import metallb.domain.core.Report;
import metallb.domain.core.RouterEffect;
import metallb.domain.core.Stopped;
import metallb.ports.log.Journal;
import metallb.ports.transport.Transport;

/**
 * Carries each effect of a router's core to its port. Decides nothing.
 *
 * @param stopped run once, when the core has nothing more to do
 */
public record RouterOutlet(Transport transport, Journal journal, Runnable stopped) implements Consumer<RouterEffect> {
    @Override
    public void accept(RouterEffect effect) {
        switch (effect) {
            case LinkEffect link -> LinkOutlet.carry(link, transport);
            case Report report -> journal.report(report);
            case Stopped _ -> stopped.run();
        }
    }
}
