package metallb.domain.core;

import java.util.Objects;
import java.util.Optional;
import metallb.domain.net.SignatureFaults;

/**
 * The answer to {@link CountFaults}.
 *
 * @param soFar over all connections of the machine since it started; empty where it does not count
 */
public record FaultsCounted(Optional<SignatureFaults> soFar) implements TransportEvent {
    public FaultsCounted {
        Objects.requireNonNull(soFar, "soFar");
    }
}
