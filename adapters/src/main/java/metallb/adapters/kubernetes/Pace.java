package metallb.adapters.kubernetes;

/** A token bucket: so many at once, then so many a second. Told the time, so that it needs no clock. */
final class Pace {
    private static final double SECOND = 1e9;

    private final double perSecond;
    private final double burst;
    private double tokens;
    private long last;

    Pace(double perSecond, double burst, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.last = now;
    }

    /** For somebody who holds a token, not only while there is something to do: with that one the burst is whole. */
    static Pace takenInAdvance(double perSecond, double burst, long now) {
        return new Pace(perSecond, burst - 1, now);
    }

    /**
     * Takes a token, at once or in advance.
     *
     * @param now nanoseconds
     * @return nanoseconds to wait before what the token is for; 0 for at once
     */
    long take(long now) {
        refill(now);
        tokens -= 1;
        return nanosTo(0);
    }

    /**
     * When there is a token, which is left where it is.
     *
     * @param now nanoseconds
     * @return nanoseconds until {@link #take} would let go at once; 0 for now
     */
    long until(long now) {
        refill(now);
        return nanosTo(1);
    }

    private void refill(long now) {
        tokens = Math.min(burst, tokens + (now - last) / SECOND * perSecond);
        last = now;
    }

    private long nanosTo(int wanted) {
        return tokens >= wanted ? 0 : (long) Math.ceil((wanted - tokens) / perSecond * SECOND);
    }
}
