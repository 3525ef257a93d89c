package metallb.domain.announce;

import java.util.Objects;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Route;

/**
 * One route that an address of a service asks for.
 *
 * @param address the service's address, which the route's prefix contains
 */
public record Announcement(IpAddress address, Route route) {
    public Announcement {
        Objects.requireNonNull(route, "route");
        if (!route.key().prefix().contains(address)) {
            throw new IllegalArgumentException(route + " does not lead to " + address);
        }
    }
}
