package metallb.ports.cluster;

/**
 * Which writes may be begun, events included, and until when. Asked at the last moment before a write leaves, so that one
 * that was decided before the process was stopped for a minute does not leave after it.
 *
 * @param term whose writes; those of any other may not
 * @param until in the nanoseconds of the monotonic clock
 */
public record WritePermit(long term, long until) {
    /** For who contends with nobody. */
    public static WritePermit always() {
        return new WritePermit(0, Long.MAX_VALUE);
    }

    /** While nobody leads here. */
    public static WritePermit never() {
        return new WritePermit(0, Long.MIN_VALUE);
    }

    /**
     * @param decidedIn the term of what is to be written
     * @param nanos now
     */
    public boolean covers(long decidedIn, long nanos) {
        return decidedIn == term && nanos < until;
    }
}
