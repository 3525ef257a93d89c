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

    /**
     * Takes a token, at once or in advance.
     *
     * @param now nanoseconds
     * @return nanoseconds to wait before what the token is for; 0 for at once
     */
    long take(long now) {
        tokens = Math.min(burst, tokens + (now - last) / SECOND * perSecond);
        last = now;
        tokens -= 1;
        return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / perSecond * SECOND);
    }
}
