package metallb.domain.announce;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.net.Family;
import metallb.domain.route.Route;
import metallb.domain.route.RouteKey;
import metallb.domain.route.RouteTable;

/**
 * The routes that this node shall announce. Each key knows the services that want it, so an aggregate or a shared
 * address stays until the last of them lets go.
 *
 * <p>Where services want one key with different attributes, the service with the lowest key decides, and of one service
 * its first announcement of that route: the same choice on every node, whatever came first.
 */
public final class DesiredRoutes implements RouteTable {
    private final TreeMap<RouteKey, TreeMap<ObjectKey, List<Announcement>>> wanters = new TreeMap<>();
    private final TreeMap<ObjectKey, List<Announcement>> wants = new TreeMap<>();
    private final EnumMap<Family, Integer> sizes = new EnumMap<>(Family.class);

    /** Makes these all that the service wants; the keys, in order, whose route appeared, changed or went. */
    public List<RouteKey> put(ObjectKey service, List<Announcement> announcements) {
        List<Announcement> last = wants.getOrDefault(service, List.of());
        if (last.equals(announcements)) {
            return List.of();
        }
        if (announcements.isEmpty()) {
            wants.remove(service);
        } else {
            wants.put(service, List.copyOf(announcements));
        }
        TreeMap<RouteKey, List<Announcement>> wanted = byKey(announcements);
        TreeSet<RouteKey> touched = new TreeSet<>(wanted.keySet());
        last.forEach(announcement -> touched.add(announcement.route().key()));
        List<RouteKey> changed = new ArrayList<>(touched.size());
        for (RouteKey key : touched) {
            if (replace(key, service, wanted.getOrDefault(key, List.of()))) {
                changed.add(key);
            }
        }
        return changed;
    }

    /** The service wants nothing any more; the keys, in order, whose route changed or went. */
    public List<RouteKey> remove(ObjectKey service) {
        return put(service, List.of());
    }

    /** The services that want the key, with what they want of it, in order of their keys. */
    public Map<ObjectKey, List<Announcement>> wantersOf(RouteKey key) {
        return new TreeMap<>(wanters.getOrDefault(key, new TreeMap<>()));
    }

    @Override
    public Optional<Route> find(RouteKey key) {
        TreeMap<ObjectKey, List<Announcement>> services = wanters.get(key);
        return services == null ? Optional.empty() : Optional.of(decided(services));
    }

    @Override
    public List<Route> routesAfter(Optional<RouteKey> key, int limit) {
        List<Route> routes = new ArrayList<>(Math.min(limit, wanters.size()));
        for (TreeMap<ObjectKey, List<Announcement>> services
                : (key.isEmpty() ? wanters : wanters.tailMap(key.get(), false)).values()) {
            if (routes.size() == limit) {
                break;
            }
            routes.add(decided(services));
        }
        return routes;
    }

    private static Route decided(TreeMap<ObjectKey, List<Announcement>> services) {
        return services.firstEntry().getValue().getFirst().route();
    }

    @Override
    public int size() {
        return wanters.size();
    }

    /** How many keys are of that family. */
    public int size(Family family) {
        return sizes.getOrDefault(family, 0);
    }

    private boolean replace(RouteKey key, ObjectKey service, List<Announcement> wanted) {
        Optional<Route> before = find(key);
        if (wanted.isEmpty()) {
            TreeMap<ObjectKey, List<Announcement>> services = wanters.get(key);
            services.remove(service);
            if (services.isEmpty()) {
                wanters.remove(key);
                sizes.merge(key.family(), -1, Integer::sum);
            }
        } else {
            if (before.isEmpty()) {
                wanters.put(key, new TreeMap<>());
                sizes.merge(key.family(), 1, Integer::sum);
            }
            wanters.get(key).put(service, wanted);
        }
        return !before.equals(find(key));
    }

    private static TreeMap<RouteKey, List<Announcement>> byKey(List<Announcement> announcements) {
        TreeMap<RouteKey, List<Announcement>> byKey = new TreeMap<>();
        for (Announcement announcement : announcements) {
            byKey.computeIfAbsent(announcement.route().key(), _ -> new ArrayList<>(1)).add(announcement);
        }
        return byKey;
    }
}
