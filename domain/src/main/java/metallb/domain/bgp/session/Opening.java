package metallb.domain.bgp.session;

/** Who may open the connection of a session. */
public enum Opening {
    /** We dial; who dials us is rejected. */
    ACTIVE,
    /** We wait to be dialled (RFC 4271 section 8.1.1, PassiveTcpEstablishment). */
    PASSIVE,
    /** Both; where two connections come of it, RFC 4271 section 6.8 says which one stays. */
    BOTH;

    boolean dials() {
        return this != PASSIVE;
    }

    boolean accepts() {
        return this != ACTIVE;
    }
}
