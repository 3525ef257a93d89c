package metallb.domain.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import metallb.domain.bgp.session.Counters;

/** The router's metrics: what its sessions counted, those that are gone included. */
final class RouterTotals {
    private final Map<Total, Long> gone = new EnumMap<>(Total.class);

    /** Counters that outlive their sessions. */
    private enum Total {
        ESTABLISHED("metallb_router_sessions_established_total", "Sessions that came up.",
                session -> counters(session).established()),
        UPDATES("metallb_router_updates_received_total", "UPDATE messages received.",
                session -> counters(session).updatesReceived()),
        ANNOUNCED("metallb_router_prefixes_received_total", "Prefixes announced in UPDATEs, repetitions included.",
                session -> counters(session).prefixesReceived()),
        WITHDRAWN("metallb_router_prefixes_withdrawn_total", "Prefixes withdrawn in UPDATEs.",
                session -> counters(session).prefixesWithdrawn()),
        KEEPALIVES("metallb_router_keepalives_received_total", "KEEPALIVE messages received.",
                session -> counters(session).keepalivesReceived()),
        NOTIFICATIONS_IN("metallb_router_notifications_received_total", "NOTIFICATION messages received.",
                session -> counters(session).notificationsReceived()),
        NOTIFICATIONS_OUT("metallb_router_notifications_sent_total", "NOTIFICATION messages sent.",
                session -> counters(session).notificationsSent()),
        DROPPED("metallb_router_routes_dropped_total", "Routes that found no room in their session's table.",
                session -> session.routes().dropped());

        private final String name;
        private final String help;
        private final ToLongFunction<RouterSession> count;

        Total(String name, String help, ToLongFunction<RouterSession> count) {
            this.name = name;
            this.help = help;
            this.count = count;
        }

        private static Counters counters(RouterSession session) {
            return session.peer().counters();
        }
    }

    /** The session's link is down; what it counted stays. */
    void leave(RouterSession session) {
        for (Total total : Total.values()) {
            gone.merge(total, total.count.applyAsLong(session), Long::sum);
        }
    }

    List<MetricFamily> families(Collection<RouterSession> sessions) {
        List<MetricFamily> families = new ArrayList<>();
        families.add(MetricFamily.single("metallb_router_sessions", "Sessions that are Established.",
                MetricFamily.Type.GAUGE, sessions.stream().filter(RouterSession::isEstablished).count()));
        families.add(MetricFamily.single("metallb_router_routes", "Routes held, of all sessions.",
                MetricFamily.Type.GAUGE, sessions.stream().mapToInt(session -> session.routes().size()).sum()));
        for (Total total : Total.values()) {
            long living = sessions.stream().mapToLong(total.count).sum();
            families.add(MetricFamily.single(total.name, total.help, MetricFamily.Type.COUNTER,
                    living + gone.getOrDefault(total, 0L)));
        }
        return families;
    }
}
