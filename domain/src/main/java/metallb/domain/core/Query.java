package metallb.domain.core;

import java.util.Optional;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.route.RouteKey;

/** A question to a core. Each core answers what it knows of, and {@link Answer.NotHere} to the rest. */
public sealed interface Query {
    /** Is the process alive and ready, and if not, why. */
    record Health() implements Query {}

    /** Every metric with its value. */
    record Metrics() implements Query {}

    /** The services after that key, in order of their keys, {@code limit} at most. */
    record Services(Optional<ObjectKey> after, int limit) implements Query {}

    /** Every BGP session. */
    record Sessions() implements Query {}

    /** The routes after that key, in order of their keys, {@code limit} keys at most. */
    record Routes(Optional<RouteKey> after, int limit) implements Query {}
}
