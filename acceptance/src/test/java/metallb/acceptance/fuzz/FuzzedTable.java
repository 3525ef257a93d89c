package metallb.acceptance.fuzz;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import metallb.domain.net.Prefix;
import metallb.domain.route.Attributes;
import metallb.domain.route.Community;
import metallb.domain.route.NextHop;
import metallb.domain.route.Origin;
import metallb.domain.route.Route;
import metallb.domain.route.RouteKey;
import metallb.domain.route.RouteTable;

/** A few routes of both families that come, change and go. */
final class FuzzedTable implements RouteTable {
    private final TreeMap<RouteKey, Route> routes = new TreeMap<>();

    FuzzedTable() {
        for (int i = 0; i < 8; i++) {
            change(i);
        }
    }

    /** Puts a route in, with one set of attributes or another, or takes it out: which of these comes in turns. */
    RouteKey change(int which) {
        RouteKey key = RouteKey.of(Prefix.of(which % 2 == 0 ? "192.0.2." + which + "/32" : "2001:db8::" + which + "/128"));
        Route old = routes.get(key);
        if (old == null) {
            routes.put(key, new Route(key, NextHop.SELF, attributes(1)));
        } else if (old.attributes().equals(attributes(1))) {
            routes.put(key, new Route(key, NextHop.SELF, attributes(2)));
        } else {
            routes.remove(key);
        }
        return key;
    }

    private static Attributes attributes(int mark) {
        return Attributes.originated(Origin.IGP, OptionalLong.empty(), List.of(new Community.Standard(64_500, mark)));
    }

    @Override
    public Optional<Route> find(RouteKey key) {
        return Optional.ofNullable(routes.get(key));
    }

    @Override
    public List<Route> routesAfter(Optional<RouteKey> key, int limit) {
        return key.map(after -> routes.tailMap(after, false)).orElse(routes).values().stream().limit(limit).toList();
    }

    @Override
    public int size() {
        return routes.size();
    }
}
