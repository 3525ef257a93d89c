package metallb.domain.bgp.session;

import java.util.Objects;
import java.util.Optional;
import metallb.domain.bgp.wire.NextHops;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;

/**
 * Addresses of ours beside the one that a session runs on, for the next hops that this one cannot be.
 *
 * @param ipv4 for IPv4 routes of an IPv6 session
 * @param ipv6 for IPv6 routes of an IPv4 session, or of one between link-local addresses
 */
public record OwnAddresses(Optional<IpAddress> ipv4, Optional<IpAddress> ipv6) {
    /** Nothing is known but the session's own. */
    public static final OwnAddresses UNKNOWN = new OwnAddresses(Optional.empty(), Optional.empty());

    public OwnAddresses {
        Objects.requireNonNull(ipv4, "ipv4");
        Objects.requireNonNull(ipv6, "ipv6");
    }

    /**
     * The next hops of a session: our end of it where that can be one, since the peer reaches it. RFC 2545 section 3 wants a
     * global address first, so a link-local one comes there only where we have no other; and behind it the link-local one
     * if and only if the peer shares the subnet of the first, which an IPv4 session does not tell.
     */
    NextHops nextHops(LinkEnds ends, boolean extended) {
        IpAddress local = ends.local().address();
        if (local.isIpv4()) {
            return new NextHops(Optional.of(local), ipv6, Optional.empty(), extended);
        }
        if (local.isLinkLocal()) {
            return new NextHops(ipv4, Optional.of(ipv6.orElse(local)), Optional.of(local), extended);
        }
        return new NextHops(ipv4, Optional.of(local), ends.linkLocal(), extended);
    }
}
