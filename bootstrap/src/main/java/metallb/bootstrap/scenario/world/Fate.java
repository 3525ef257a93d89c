package metallb.bootstrap.scenario.world;

/** What becomes of a write to the API. */
public enum Fate {
    /** It is carried out and answered, both at once. */
    DONE,
    /** The server says 500 and does nothing. */
    REFUSED,
    /** It never arrives, and no answer comes. */
    LOST,
    /** It is carried out at once, and the answer is lost. */
    UNHEARD,
    /** No answer comes; it is carried out seconds later, or when the process dies that sent it. */
    LATE,
    /**
     * No answer comes; it lies in the network and is carried out half a minute later, whatever has become of who sent it:
     * when another one leads, if that one died or was stopped meanwhile.
     */
    STUCK
}
