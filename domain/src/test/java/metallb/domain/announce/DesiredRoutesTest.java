package metallb.domain.announce;

import static metallb.domain.announce.SampleObjects.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.route.Attributes;
import metallb.domain.route.NextHop;
import metallb.domain.route.Origin;
import metallb.domain.route.Route;
import metallb.domain.route.RouteKey;
import org.junit.jupiter.api.Test;

class DesiredRoutesTest {
    private static Announcement announcement(String address, int length, long preference) {
        IpAddress parsed = IpAddress.of(address);
        return new Announcement(parsed, new Route(RouteKey.of(new Prefix(parsed, length)), NextHop.SELF,
                Attributes.originated(Origin.IGP, OptionalLong.of(preference), List.of())));
    }

    private static RouteKey routeKey(String prefix) {
        return RouteKey.of(Prefix.of(prefix));
    }

    private static long preferenceOf(DesiredRoutes routes, String prefix) {
        return routes.find(routeKey(prefix)).orElseThrow().attributes().localPreference().orElseThrow();
    }

    @Test
    void keepsAnAggregateUntilItsLastServiceLetsGo() {
        DesiredRoutes routes = new DesiredRoutes();
        RouteKey aggregate = routeKey("10.0.0.0/24");
        assertEquals(List.of(aggregate), routes.put(key("a"), List.of(announcement("10.0.0.1", 24, 1))));
        assertEquals(List.of(), routes.put(key("b"), List.of(announcement("10.0.0.2", 24, 1))));
        assertEquals(List.of(key("a"), key("b")), List.copyOf(routes.wantersOf(aggregate).keySet()));
        assertEquals(List.of(), routes.remove(key("a")));
        assertEquals(List.of(aggregate), routes.remove(key("b")));
        assertEquals(Optional.empty(), routes.find(aggregate));
        assertEquals(0, routes.size());
    }

    @Test
    void letsTheLowestServiceKeyDecideAboutAttributes() {
        DesiredRoutes routes = new DesiredRoutes();
        RouteKey shared = routeKey("10.0.0.1/32");
        routes.put(key("b"), List.of(announcement("10.0.0.1", 32, 2)));
        assertEquals(List.of(), routes.put(key("c"), List.of(announcement("10.0.0.1", 32, 3))));
        assertEquals(2, preferenceOf(routes, "10.0.0.1/32"));
        assertEquals(List.of(shared), routes.put(key("a"), List.of(announcement("10.0.0.1", 32, 1))));
        assertEquals(1, preferenceOf(routes, "10.0.0.1/32"));
        routes.remove(key("a"));
        assertEquals(List.of(shared), routes.remove(key("b")));
        assertEquals(3, preferenceOf(routes, "10.0.0.1/32"));
    }

    @Test
    void letsTheFirstAnnouncementOfAServiceDecide() {
        DesiredRoutes routes = new DesiredRoutes();
        routes.put(key("a"), List.of(announcement("10.0.0.1", 24, 7), announcement("10.0.0.2", 24, 8)));
        assertEquals(7, preferenceOf(routes, "10.0.0.0/24"));
        assertEquals(1, routes.size());
    }

    @Test
    void saysWhatChangedInOrderOfTheKeys() {
        DesiredRoutes routes = new DesiredRoutes();
        routes.put(key("a"), List.of(announcement("10.0.0.9", 32, 1), announcement("10.0.0.5", 32, 1)));
        assertEquals(List.of(routeKey("10.0.0.7/32"), routeKey("10.0.0.9/32")),
                routes.put(key("a"), List.of(announcement("10.0.0.7", 32, 1), announcement("10.0.0.5", 32, 1))));
        assertEquals(List.of(), routes.put(key("a"),
                List.of(announcement("10.0.0.5", 32, 1), announcement("10.0.0.7", 32, 1))));
        assertEquals(List.of(), routes.remove(key("never seen")));
    }

    @Test
    void countsFamiliesApart() {
        DesiredRoutes routes = new DesiredRoutes();
        routes.put(key("a"), List.of(announcement("10.0.0.9", 32, 1), announcement("2001:db8::1", 128, 1)));
        routes.put(key("b"), List.of(announcement("2001:db8::2", 128, 1)));
        assertEquals(3, routes.size());
        assertEquals(1, routes.size(Family.IPV4));
        assertEquals(2, routes.size(Family.IPV6));
        routes.remove(key("a"));
        assertEquals(0, routes.size(Family.IPV4));
        assertEquals(1, routes.size(Family.IPV6));
    }

    @Test
    void givesItsRoutesInPages() {
        DesiredRoutes routes = new DesiredRoutes();
        routes.put(key("a"), List.of(announcement("10.0.0.3", 32, 1), announcement("10.0.0.1", 32, 1),
                announcement("10.0.0.2", 32, 1)));
        List<Route> first = routes.routesAfter(Optional.empty(), 2);
        assertEquals(List.of(routeKey("10.0.0.1/32"), routeKey("10.0.0.2/32")), first.stream().map(Route::key).toList());
        assertEquals(routes.find(routeKey("10.0.0.3/32")).stream().toList(),
                routes.routesAfter(Optional.of(routeKey("10.0.0.2/32")), 2));
        assertEquals(List.of(), routes.routesAfter(Optional.of(routeKey("10.0.0.3/32")), 2));
    }

    @Test
    void refusesARouteThatDoesNotLeadToTheAddress() {
        Route route = announcement("10.0.0.1", 32, 1).route();
        assertThrows(IllegalArgumentException.class, () -> new Announcement(IpAddress.of("10.0.0.2"), route));
    }

    @Test
    void agreesWithATableBuiltAnewAfterEveryStep() {
        for (long seed = 1; seed <= 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            DesiredRoutes routes = new DesiredRoutes();
            TreeMap<ObjectKey, List<Announcement>> wants = new TreeMap<>();
            Map<RouteKey, Route> before = new TreeMap<>();
            for (int step = 0; step < 100; step++) {
                ObjectKey service = key("service" + random.nextInt(8));
                List<Announcement> announcements = randomAnnouncements(random);
                wants.put(service, announcements);
                List<RouteKey> changed = routes.put(service, announcements);
                Map<RouteKey, Route> after = oracle(wants);
                String where = "seed " + seed + ", step " + step;
                assertEquals(differences(before, after), changed, where);
                assertEquals(List.copyOf(after.values()), routes.routesAfter(Optional.empty(), 1000), where);
                after.forEach((key, route) -> assertEquals(Optional.of(route), routes.find(key), where));
                assertEquals(after.size(), routes.size(Family.IPV4), where);
                before = after;
            }
        }
    }

    private static List<Announcement> randomAnnouncements(SplittableRandom random) {
        List<Announcement> announcements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            announcements.add(announcement("10.0.0." + random.nextInt(8), 29 + random.nextInt(4), random.nextInt(2)));
        }
        return announcements;
    }

    private static Map<RouteKey, Route> oracle(TreeMap<ObjectKey, List<Announcement>> wants) {
        Map<RouteKey, Route> table = new TreeMap<>();
        wants.values().forEach(announcements -> announcements.forEach(
                announcement -> table.putIfAbsent(announcement.route().key(), announcement.route())));
        return table;
    }

    private static List<RouteKey> differences(Map<RouteKey, Route> before, Map<RouteKey, Route> after) {
        TreeMap<RouteKey, Route> all = new TreeMap<>(before);
        all.putAll(after);
        return all.keySet().stream()
                .filter(key -> !Optional.ofNullable(before.get(key)).equals(Optional.ofNullable(after.get(key))))
                .toList();
    }
}
