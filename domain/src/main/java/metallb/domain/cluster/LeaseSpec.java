package metallb.domain.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code spec} of a Lease (coordination.k8s.io/v1). Every field may be missing: a lease that kubectl made has none.
 *
 * @param holder {@code holderIdentity}; empty where nobody holds it
 * @param duration {@code leaseDurationSeconds}: how long others wait after the last renewal that they saw; zero where missing
 * @param acquired {@code acquireTime}
 * @param renewed {@code renewTime}; a text of the holder's clock, never compared with ours
 * @param transitions {@code leaseTransitions}: how often it changed hands; 0 where missing
 */
public record LeaseSpec(Optional<String> holder, Duration duration, Optional<Instant> acquired,
        Optional<Instant> renewed, int transitions) {
    public LeaseSpec {
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(acquired, "acquired");
        Objects.requireNonNull(renewed, "renewed");
    }

    public boolean isHeldBy(String identity) {
        return holder.equals(Optional.of(identity));
    }
}
