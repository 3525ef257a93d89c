package metallb.domain.route;

import java.util.Objects;

/** One path to one prefix. */
public record Route(RouteKey key, NextHop nextHop, Attributes attributes) {
    public Route {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(nextHop, "nextHop");
        Objects.requireNonNull(attributes, "attributes");
    }

    /** {@code 10.0.0.1/32 via self, origin IGP}. */
    @Override
    public String toString() {
        return key + " via " + nextHop + ", " + attributes;
    }
}
