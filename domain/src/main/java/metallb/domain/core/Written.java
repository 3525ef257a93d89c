package metallb.domain.core;

import java.util.Objects;
import metallb.domain.cluster.WriteOutcome;

/** The outcome of a write that this core asked for. */
public record Written(WriteOutcome outcome) implements ControllerEvent {
    public Written {
        Objects.requireNonNull(outcome, "outcome");
    }
}
