package metallb.adapters.nio;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import metallb.domain.net.Bytes;
import metallb.domain.net.Expectation;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.SignatureFaults;
import metallb.ports.transport.Transport.Listener;

/** Passes everything on until the transport has ended: a listener that closes it from inside hears nothing more. */
record UntilEnded(Listener listener, BooleanSupplier ended) implements Listener {
    @Override
    public void accepted(LinkId link, LinkEnds ends) {
        if (!ended.getAsBoolean()) {
            listener.accepted(link, ends);
        }
    }

    @Override
    public void refused(LinkEnds ends, String why) {
        if (!ended.getAsBoolean()) {
            listener.refused(ends, why);
        }
    }

    @Override
    public void expecting(List<Expectation> callers) {
        if (!ended.getAsBoolean()) {
            listener.expecting(callers);
        }
    }

    @Override
    public void faultsCounted(Optional<SignatureFaults> soFar) {
        if (!ended.getAsBoolean()) {
            listener.faultsCounted(soFar);
        }
    }

    @Override
    public void up(LinkId link, LinkEnds ends) {
        if (!ended.getAsBoolean()) {
            listener.up(link, ends);
        }
    }

    @Override
    public void received(LinkId link, Bytes chunk) {
        if (!ended.getAsBoolean()) {
            listener.received(link, chunk);
        }
    }

    @Override
    public void probed(LinkId link) {
        if (!ended.getAsBoolean()) {
            listener.probed(link);
        }
    }

    @Override
    public void drained(LinkId link, int bytes) {
        if (!ended.getAsBoolean()) {
            listener.drained(link, bytes);
        }
    }

    @Override
    public void suspected(LinkId link, String cause) {
        if (!ended.getAsBoolean()) {
            listener.suspected(link, cause);
        }
    }

    @Override
    public void down(LinkId link, String why) {
        if (!ended.getAsBoolean()) {
            listener.down(link, why);
        }
    }
}
