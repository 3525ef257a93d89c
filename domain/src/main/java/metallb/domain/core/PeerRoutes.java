package metallb.domain.core;

import java.util.List;
import java.util.Optional;
import metallb.domain.route.AttributesTable;
import metallb.domain.route.Origin;
import metallb.domain.route.Route;
import metallb.domain.route.RouteKey;
import metallb.domain.route.RouteTable;

/** The desired routes as one peer is told them: with the ORIGIN that its configuration asks for. */
final class PeerRoutes implements RouteTable {
    /** Of equal attributes one instance is kept, so that a hundred thousand routes cost no more with another origin. */
    private static final int MOST_ATTRIBUTES = 1000;

    private final RouteTable desired;
    private final AttributesTable attributes = new AttributesTable(MOST_ATTRIBUTES);
    private Origin origin;

    PeerRoutes(RouteTable desired, Origin origin) {
        this.desired = desired;
        this.origin = origin;
    }

    /** From now on the routes have this origin; whether they had another before. */
    boolean use(Origin wanted) {
        boolean changes = origin != wanted;
        origin = wanted;
        return changes;
    }

    @Override
    public Optional<Route> find(RouteKey key) {
        return desired.find(key).map(this::told);
    }

    @Override
    public List<Route> routesAfter(Optional<RouteKey> key, int limit) {
        return desired.routesAfter(key, limit).stream().map(this::told).toList();
    }

    private Route told(Route route) {
        return route.attributes().origin() == origin ? route
                : new Route(route.key(), route.nextHop(), attributes.intern(route.attributes().withOrigin(origin)));
    }

    @Override
    public int size() {
        return desired.size();
    }
}
