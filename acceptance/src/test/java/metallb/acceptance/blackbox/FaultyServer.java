package metallb.acceptance.blackbox;

import metallb.adapters.devcluster.fault.Faults;

/** An API server that does to its callers what it is told to. */
interface FaultyServer extends ApiServer {
    /** What goes wrong; at first nothing. */
    Faults faults();

    /** Takes back every fault and lets go the calls that hang because of one. */
    void clearFaults();

    /** Every connection breaks, and whoever connects is refused. */
    void goAway();

    /** Ends {@link #goAway}. */
    void comeBack();
}
