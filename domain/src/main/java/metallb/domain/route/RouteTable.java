package metallb.domain.route;

import java.util.List;
import java.util.Optional;

/** The routes that a session shall announce, as the session sees them: it only reads. */
public interface RouteTable {
    /** The route wanted under that key; empty where none is. */
    Optional<Route> find(RouteKey key);

    /** The first {@code limit} routes, in the order of their keys, after {@code key} or from the beginning. */
    List<Route> routesAfter(Optional<RouteKey> key, int limit);

    int size();
}
