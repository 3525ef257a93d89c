package metallb.domain.lease;

import java.time.Duration;

/**
 * How a lease is kept.
 *
 * @param duration how long others wait after a renewal before they take over
 * @param renewDeadline how long a leader acts on a renewal; what it sent by then has ended before the others may act
 * @param retryPeriod between two renewals, and between two looks of those who wait
 */
public record LeaseTimings(Duration duration, Duration renewDeadline, Duration retryPeriod) {
    public LeaseTimings {
        if (duration.compareTo(renewDeadline) <= 0 || renewDeadline.compareTo(retryPeriod) <= 0
                || retryPeriod.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("wanted duration > renew deadline > retry period > 0, got " + duration
                    + ", " + renewDeadline + ", " + retryPeriod);
        }
        if (duration.toMillis() % 1_000 != 0) {
            throw new IllegalArgumentException("the API counts a lease in whole seconds: " + duration);
        }
    }

    /** What lies between the end of a leader's term and the beginning of the next one's; what it sent last ends in it. */
    public Duration margin() {
        return duration.minus(renewDeadline);
    }

    /** What Kubernetes' own controllers use: 15 s, 10 s, 2 s. */
    public static LeaseTimings usual() {
        return new LeaseTimings(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));
    }
}
