package metallb.domain.bgp.wire;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Asn;
import metallb.domain.route.NextHop;

/**
 * What both OPENs and the connection settled, as far as it shapes the bytes of an UPDATE.
 *
 * @param localAsn the number that we prepend towards external peers
 * @param internal whether the peer is in our AS
 * @param fourOctetAs whether paths have four bytes a number: both sides sent the capability (RFC 6793 section 4.1)
 * @param families unicast families that both sides speak
 * @param ipv4NextHop ours for IPv4 routes, where the session has one
 * @param ipv6NextHop ours for IPv6 routes, where the session has one
 */
public record WireTerms(Asn localAsn, boolean internal, boolean fourOctetAs, List<Family> families,
        Optional<IpAddress> ipv4NextHop, Optional<IpAddress> ipv6NextHop) {
    public WireTerms {
        Objects.requireNonNull(localAsn, "localAsn");
        families = List.copyOf(families);
        check(ipv4NextHop, Family.IPV4);
        check(ipv6NextHop, Family.IPV6);
    }

    /** The address that a route's next hop means on this session; empty where it has none of the route's family. */
    public Optional<IpAddress> resolve(NextHop nextHop, Family family) {
        return switch (nextHop) {
            case NextHop.Self _ -> switch (family) {
                case IPV4 -> ipv4NextHop;
                case IPV6 -> ipv6NextHop;
            };
            case NextHop.Via(IpAddress address) -> Optional.of(address).filter(via -> via.family() == family);
        };
    }

    private static void check(Optional<IpAddress> nextHop, Family family) {
        if (nextHop.isPresent() && nextHop.get().family() != family) {
            throw new IllegalArgumentException(nextHop.get() + " is no next hop of " + family);
        }
    }
}
