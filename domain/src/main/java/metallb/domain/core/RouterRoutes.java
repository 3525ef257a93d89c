package metallb.domain.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.PathAttributes;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.route.Asn;
import metallb.domain.route.Attributes;
import metallb.domain.route.AttributesTable;
import metallb.domain.route.Community;
import metallb.domain.route.RouteKey;

/** The Adj-RIB-In of one session: what the peer announced and did not withdraw. At its bound new routes are dropped. */
final class RouterRoutes {
    private final String peer;
    private final int most;
    private final AttributesTable attributes;
    private final TreeMap<RouteKey, Entry> entries = new TreeMap<>();
    private long dropped;

    private record Entry(IpAddress nextHop, Attributes attributes, OptionalLong med) {}

    /**
     * @param peer the subject of the reports
     * @param most prefixes held
     * @param attributes shared by all sessions
     */
    RouterRoutes(String peer, int most, AttributesTable attributes) {
        this.peer = peer;
        this.most = most;
        this.attributes = attributes;
    }

    /** What changed, a line each; what was told before and is told again is no change. */
    List<Report> apply(Message.Update update) {
        List<Report> reports = new ArrayList<>();
        update.treatAsWithdraw().ifPresent(why -> reports.add(Report.warning(peer, "updateMalformed",
                "taken as a withdrawal of " + count(update.withdrawn().size()) + ": " + why)));
        if (!update.remarks().isEmpty()) {
            reports.add(Report.warning(peer, "updateRemark", String.join("; ", update.remarks())));
        }
        update.withdrawn().forEach(prefix -> withdraw(prefix, reports));
        update.attributes().ifPresent(path -> announce(update.announced(), path, reports));
        update.endOfRib().ifPresent(family -> reports.add(Report.info(peer, "endOfRib",
                "all initial " + family + " routes were received")));
        return reports;
    }

    private void withdraw(Prefix prefix, List<Report> reports) {
        if (entries.remove(RouteKey.of(prefix)) != null) {
            reports.add(Report.info(peer, "routeWithdrawn", prefix.toString()));
        }
    }

    private void announce(List<Message.Reach> announced, PathAttributes path, List<Report> reports) {
        Attributes interned = attributes.intern(path.attributes());
        int beyond = 0;
        for (Message.Reach reach : announced) {
            Entry entry = new Entry(reach.nextHop(), interned, path.med());
            for (Prefix prefix : reach.prefixes()) {
                beyond += put(prefix, entry, reports) ? 0 : 1;
            }
        }
        if (beyond > 0) {
            dropped += beyond;
            reports.add(Report.warning(peer, "routesDropped",
                    count(beyond) + " dropped: the session has " + most + " already"));
        }
    }

    /** Whether there was room. */
    private boolean put(Prefix prefix, Entry entry, List<Report> reports) {
        RouteKey key = RouteKey.of(prefix);
        Entry before = entries.get(key);
        if (before == null && entries.size() >= most) {
            return false;
        }
        entries.put(key, entry);
        if (before == null) {
            reports.add(Report.info(peer, "routeAdded", prefix + " " + text(entry)));
        } else if (!before.equals(entry)) {
            reports.add(Report.info(peer, "routeChanged", prefix + " " + text(entry)));
        }
        return true;
    }

    private static String text(Entry entry) {
        StringBuilder text = new StringBuilder("next hop ").append(entry.nextHop());
        if (!entry.attributes().asPath().isEmpty()) {
            text.append(", AS path ").append(asPath(entry));
        }
        entry.attributes().localPreference().ifPresent(value -> text.append(", local preference ").append(value));
        entry.med().ifPresent(value -> text.append(", MED ").append(value));
        if (!entry.attributes().communities().isEmpty()) {
            text.append(", communities ").append(String.join(" ", communities(entry)));
        }
        return text.toString();
    }

    private static String asPath(Entry entry) {
        return entry.attributes().asPath().stream().map(Asn::toString).collect(Collectors.joining(" "));
    }

    private static List<String> communities(Entry entry) {
        return entry.attributes().communities().stream().map(Community::toString).toList();
    }

    /** {@code 1 route}, {@code 2 routes}. */
    static String count(int routes) {
        return routes + (routes == 1 ? " route" : " routes");
    }

    /** Forgets everything; how many there were. */
    int clear() {
        int size = entries.size();
        entries.clear();
        return size;
    }

    int size() {
        return entries.size();
    }

    /** How many routes found no room, ever. */
    long dropped() {
        return dropped;
    }

    /** The first {@code limit} keys after that one. */
    List<RouteKey> keysAfter(Optional<RouteKey> after, int limit) {
        return after.map(key -> entries.tailMap(key, false)).orElse(entries).keySet().stream().limit(limit).toList();
    }

    Optional<Answer.Path> path(RouteKey key) {
        return Optional.ofNullable(entries.get(key)).map(entry ->
                new Answer.Path(peer, entry.nextHop(), asPath(entry), entry.attributes().origin(),
                        entry.attributes().localPreference(), communities(entry)));
    }
}
