package metallb.domain.bgp.wire;

import java.util.Objects;
import java.util.Optional;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;

/**
 * Our own addresses as a session may name them for next hops.
 *
 * @param ipv4 for IPv4 routes
 * @param ipv6 for IPv6 routes; a global one where we have one
 * @param linkLocal goes beside {@code ipv6} where the peer shares the link with us (RFC 2545 section 3)
 * @param extended whether IPv4 routes may have an IPv6 next hop: both sides said so (RFC 8950 section 4)
 */
public record NextHops(Optional<IpAddress> ipv4, Optional<IpAddress> ipv6, Optional<IpAddress> linkLocal,
        boolean extended) {
    /** Most bytes of a next hop: a global and a link-local address. */
    static final int LARGEST_BYTES = 32;

    public NextHops {
        check(ipv4, Family.IPV4);
        check(ipv6, Family.IPV6);
        check(linkLocal, Family.IPV6);
        Objects.requireNonNull(linkLocal, "linkLocal");
        if (linkLocal.isPresent() && ipv6.isEmpty()) {
            throw new IllegalArgumentException("a link-local next hop stands behind another, never alone");
        }
    }

    /** Each for the routes of its family. */
    public static NextHops of(Optional<IpAddress> ipv4, Optional<IpAddress> ipv6) {
        return new NextHops(ipv4, ipv6, Optional.empty(), false);
    }

    /** Ours for routes of that family; empty where there is none. */
    Optional<IpAddress> own(Family family) {
        return switch (family) {
            case IPV4 -> extended ? ipv6.or(() -> ipv4) : ipv4;
            case IPV6 -> ipv6;
        };
    }

    /** Whether routes of that family can have that next hop. */
    boolean fits(IpAddress nextHop, Family family) {
        return nextHop.family() == family || extended && family == Family.IPV4;
    }

    private static void check(Optional<IpAddress> nextHop, Family family) {
        if (nextHop.isPresent() && nextHop.get().family() != family) {
            throw new IllegalArgumentException(nextHop.get() + " is no " + family + " address");
        }
    }
}
