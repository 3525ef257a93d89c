package metallb.bootstrap.process;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import metallb.domain.core.Expecting;
import metallb.domain.core.FaultsCounted;
import metallb.domain.core.LinkEvent;
import metallb.domain.core.Refused;
import metallb.domain.core.TransportEvent;
import metallb.domain.net.Bytes;
import metallb.domain.net.Expectation;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.SignatureFaults;
import metallb.ports.transport.Transport;

/** Turns what a transport says into events of the core. */
public record LinkInlet(Consumer<? super TransportEvent> inbox) implements Transport.Listener {
    @Override
    public void accepted(LinkId link, LinkEnds ends) {
        inbox.accept(new LinkEvent.Accepted(link, ends));
    }

    @Override
    public void refused(LinkEnds ends, String why) {
        inbox.accept(new Refused(ends, why));
    }

    @Override
    public void expecting(List<Expectation> callers) {
        inbox.accept(new Expecting(callers));
    }

    @Override
    public void faultsCounted(Optional<SignatureFaults> soFar) {
        inbox.accept(new FaultsCounted(soFar));
    }

    @Override
    public void up(LinkId link, LinkEnds ends) {
        inbox.accept(new LinkEvent.Up(link, ends));
    }

    @Override
    public void received(LinkId link, Bytes chunk) {
        inbox.accept(new LinkEvent.Received(link, chunk));
    }

    @Override
    public void probed(LinkId link) {
        inbox.accept(new LinkEvent.Probed(link));
    }

    @Override
    public void drained(LinkId link, int bytes) {
        inbox.accept(new LinkEvent.Drained(link, bytes));
    }

    @Override
    public void suspected(LinkId link, String cause) {
        inbox.accept(new LinkEvent.Suspected(link, cause));
    }

    @Override
    public void down(LinkId link, String why) {
        inbox.accept(new LinkEvent.Down(link, why));
    }
}
