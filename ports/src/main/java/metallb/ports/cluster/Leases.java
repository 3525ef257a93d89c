package metallb.ports.cluster;

import java.util.function.Consumer;
import metallb.domain.cluster.LeaseOutcome;
import metallb.domain.cluster.LeaseRequest;

/** The one Lease that controllers contend for. Every call returns at once. */
public interface Leases {
    /**
     * Carries a request out; {@code told} hears exactly one outcome with the request's number, on some other thread, in
     * less than half of the time that a leader acts on a renewal.
     */
    void ask(LeaseRequest request, Consumer<LeaseOutcome> told);
}
