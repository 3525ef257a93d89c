package metallb.adapters.fakerouter;

/** Something on its way from one host to another. */
interface Packet {
    void arrive();

    /** Whether its arrival would mean nothing to anybody any more. */
    boolean isStale();
}
