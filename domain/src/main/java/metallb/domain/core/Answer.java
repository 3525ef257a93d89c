package metallb.domain.core;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Origin;
import metallb.domain.route.RouteKey;

/** What a core says to a {@link Query}. */
public sealed interface Answer {
    /** This core knows nothing of what was asked. */
    record NotHere() implements Answer {}

    /**
     * Another process knows it, or nobody does at the moment.
     *
     * @param who in words for people: whether this one stands by, and who leads
     */
    record StandsBy(String who) implements Answer {}

    /**
     * @param ready whether traffic and rolling updates may count on this process
     * @param reasons why it is not ready, in words for people; empty where it is
     * @param role which of several like it this process is, in words for people; empty where there is one only
     */
    record Health(boolean ready, List<String> reasons, String role) implements Answer {
        public Health {
            reasons = List.copyOf(reasons);
            Objects.requireNonNull(role, "role");
        }

        public Health(boolean ready, List<String> reasons) {
            this(ready, reasons, "");
        }

        /**
         * Not ready any more, since Stop came: whoever sends work elsewhere is to do so before this process is gone.
         *
         * @param who what ends, in a word
         */
        static Health ending(String who) {
            return new Health(false, List.of("the " + who + " is ending"));
        }
    }

    /** Families in the order that they are to be shown. */
    record Metrics(List<MetricFamily> families) implements Answer {
        public Metrics {
            families = List.copyOf(families);
        }
    }

    /** One page; {@code more} where there are services after the last one shown. */
    record Services(List<ServiceRow> rows, boolean more) implements Answer {
        public Services {
            rows = List.copyOf(rows);
        }
    }

    /** Every session; a speaker's are followed by the peers that do not run on its node. */
    record Sessions(List<SessionRow> rows) implements Answer {
        public Sessions {
            rows = List.copyOf(rows);
        }
    }

    /** One page; {@code more} where there are routes after the last one shown. */
    record Routes(List<RouteRow> rows, boolean more) implements Answer {
        public Routes {
            rows = List.copyOf(rows);
        }
    }

    /**
     * @param addresses what it holds
     * @param outcome a stable word: {@code assigned}, {@code announced}, or the reason why not
     * @param text the same in a sentence, the very words of event and log
     */
    record ServiceRow(ObjectKey service, List<IpAddress> addresses, String outcome, String text) {
        public ServiceRow {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * @param peer {@code address:port}
     * @param state the RFC 4271 state's name
     * @param text why it is in that state, in words for people
     * @param routes prefixes sent (speaker) or received (router)
     */
    record SessionRow(String peer, String state, String text, int routes) {}

    /**
     * @param paths one per session that the prefix came over, in order of the sessions' names
     */
    record RouteRow(RouteKey key, List<Path> paths) {
        public RouteRow {
            paths = List.copyOf(paths);
        }
    }

    /**
     * One way to a prefix: who said so, where to, and with what. All texts as a router would print them.
     *
     * @param localPreference as it is on the wire: to and from routers of the own AS only
     */
    record Path(String from, IpAddress nextHop, String asPath, Origin origin, OptionalLong localPreference,
            List<String> communities) {
        public Path {
            Objects.requireNonNull(origin, "origin");
            Objects.requireNonNull(localPreference, "localPreference");
            communities = List.copyOf(communities);
        }
    }
}
