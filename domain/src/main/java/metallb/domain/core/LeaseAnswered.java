package metallb.domain.core;

import java.util.Objects;
import metallb.domain.cluster.LeaseOutcome;

/** What became of a {@link LeaseCall}. */
public record LeaseAnswered(LeaseOutcome outcome) implements CandidateEvent {
    public LeaseAnswered {
        Objects.requireNonNull(outcome, "outcome");
    }
}
