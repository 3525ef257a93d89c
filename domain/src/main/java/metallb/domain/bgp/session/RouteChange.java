package metallb.domain.bgp.session;

import java.util.Objects;
import metallb.domain.net.Family;
import metallb.domain.route.Attributes;
import metallb.domain.route.NextHop;
import metallb.domain.route.Route;

/** What is to be told of some prefixes; equal changes share messages. */
sealed interface RouteChange {
    Family family();

    /** Equality asks the attributes for identity first, so it costs nothing where they are interned. */
    record Announce(Family family, NextHop nextHop, Attributes attributes) implements RouteChange {
        public Announce {
            Objects.requireNonNull(nextHop, "nextHop");
            Objects.requireNonNull(attributes, "attributes");
        }

        static Announce of(Route route) {
            return new Announce(route.key().family(), route.nextHop(), route.attributes());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Announce that && family == that.family && attributes.equals(that.attributes)
                    && nextHop.equals(that.nextHop);
        }

        @Override
        public int hashCode() {
            return attributes.hashCode() * 31 + nextHop.hashCode();
        }
    }

    record Withdraw(Family family) implements RouteChange {}
}
