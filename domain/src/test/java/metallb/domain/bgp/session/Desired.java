package metallb.domain.bgp.session;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.route.Attributes;
import metallb.domain.route.Community;
import metallb.domain.route.NextHop;
import metallb.domain.route.Origin;
import metallb.domain.route.Route;
import metallb.domain.route.RouteKey;
import metallb.domain.route.RouteTable;

/** A desired table that tests change at will. */
final class Desired implements RouteTable {
    final TreeMap<RouteKey, Route> routes = new TreeMap<>();

    static Attributes attributes(int mark) {
        return Attributes.originated(Origin.IGP, OptionalLong.empty(), List.of(new Community.Standard(64500, mark)));
    }

    static RouteKey key(String prefix) {
        return RouteKey.of(Prefix.of(prefix));
    }

    RouteKey put(String prefix, int mark) {
        return put(key(prefix), NextHop.SELF, attributes(mark));
    }

    RouteKey put(RouteKey key, NextHop nextHop, Attributes attributes) {
        routes.put(key, new Route(key, nextHop, attributes));
        return key;
    }

    /** That many /32 from 10.1.0.0 on, all with the same attributes. */
    List<RouteKey> fill(int count, int mark) {
        Attributes attributes = attributes(mark);
        IpAddress first = IpAddress.of("10.1.0.0");
        return java.util.stream.IntStream.range(0, count).mapToObj(i -> put(
                RouteKey.of(Prefix.of(IpAddress.ofIpv4(first.low() + i))), NextHop.SELF, attributes)).toList();
    }

    RouteKey remove(String prefix) {
        routes.remove(key(prefix));
        return key(prefix);
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
