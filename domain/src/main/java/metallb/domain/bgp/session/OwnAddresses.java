package metallb.domain.bgp.session;

import java.util.Objects;
import java.util.Optional;
import metallb.domain.bgp.wire.NextHops;
import metallb.domain.net.IpAddress;

/**
 * Addresses of ours beside the one that a session runs on, for the next hops that this one cannot be.
 *
 * @param ipv4 for IPv4 routes of an IPv6 session
 * @param ipv6 for IPv6 routes of an IPv4 session, or of one between link-local addresses
 * @param linkLocal on the link that we share with the peer; empty where we share none
 */
public record OwnAddresses(Optional<IpAddress> ipv4, Optional<IpAddress> ipv6, Optional<IpAddress> linkLocal) {
    /** Nothing is known but the session's own. */
    public static final OwnAddresses UNKNOWN = new OwnAddresses(Optional.empty(), Optional.empty(), Optional.empty());

    private static final IpAddress LINK_LOCAL = IpAddress.of("fe80::");
    private static final int LINK_LOCAL_BITS = 10;

    public OwnAddresses {
        Objects.requireNonNull(ipv4, "ipv4");
        Objects.requireNonNull(ipv6, "ipv6");
        Objects.requireNonNull(linkLocal, "linkLocal");
    }

    /**
     * The next hops of a session that runs on {@code local}: that address where it can be one, since the peer reaches it. A
     * link-local one comes first only where we have no other (RFC 2545 section 3 wants a global one there).
     */
    NextHops nextHops(IpAddress local, boolean extended) {
        if (local.isIpv4()) {
            return new NextHops(Optional.of(local), ipv6, linkLocal.filter(_ -> ipv6.isPresent()), extended);
        }
        boolean onLink = local.masked(LINK_LOCAL_BITS).equals(LINK_LOCAL);
        return new NextHops(ipv4, Optional.of(onLink ? ipv6.orElse(local) : local),
                onLink ? Optional.of(local) : linkLocal, extended);
    }
}
