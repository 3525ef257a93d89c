package metallb.domain.core;

import java.util.List;
import metallb.domain.net.Expectation;

/** The answer to {@link Expect}: every {@link LinkEvent.Accepted} after this was held to it. */
public record Expecting(List<Expectation> callers) implements TransportEvent {
    public Expecting {
        callers = List.copyOf(callers);
    }
}
