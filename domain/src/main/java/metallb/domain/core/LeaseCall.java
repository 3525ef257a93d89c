package metallb.domain.core;

import java.util.Objects;
import metallb.domain.cluster.LeaseRequest;

/** Ask the API about the Lease; the answer comes back as {@link LeaseAnswered}. */
public record LeaseCall(LeaseRequest request) implements CandidateEffect {
    public LeaseCall {
        Objects.requireNonNull(request, "request");
    }
}
