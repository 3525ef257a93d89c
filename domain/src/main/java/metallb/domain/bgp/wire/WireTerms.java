package metallb.domain.bgp.wire;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Asn;
import metallb.domain.route.Attributes;
import metallb.domain.route.NextHop;

/**
 * What both OPENs and the connection settled, as far as it shapes the bytes of an UPDATE.
 *
 * @param localAsn the number that we prepend towards external peers
 * @param internal whether the peer is in our AS
 * @param fourOctetAs whether paths have four bytes a number: both sides sent the capability (RFC 6793 section 4.1)
 * @param families unicast families that both sides speak
 */
public record WireTerms(Asn localAsn, boolean internal, boolean fourOctetAs, List<Family> families, NextHops nextHops) {
    private static final long DEFAULT_LOCAL_PREFERENCE = 100;

    public WireTerms {
        Objects.requireNonNull(localAsn, "localAsn");
        families = List.copyOf(families);
        Objects.requireNonNull(nextHops, "nextHops");
    }

    /** The address that a route's next hop means on this session; empty where it means none that the route can have. */
    public Optional<IpAddress> resolve(NextHop nextHop, Family family) {
        return switch (nextHop) {
            case NextHop.Self _ -> nextHops.own(family);
            case NextHop.Via(IpAddress address) -> Optional.of(address).filter(via -> nextHops.fits(via, family));
        };
    }

    /** The local preference that is said on this session: none to another AS, and 100 where the route has none of its own. */
    public OptionalLong localPreference(Attributes attributes) {
        return internal ? OptionalLong.of(attributes.localPreference().orElse(DEFAULT_LOCAL_PREFERENCE))
                : OptionalLong.empty();
    }

    /** The address behind the one resolved: only behind our own IPv6 address. */
    Optional<IpAddress> linkLocal(NextHop nextHop, Family family) {
        return switch (nextHop) {
            case NextHop.Self _ -> resolve(nextHop, family).filter(address -> !address.isIpv4())
                    .flatMap(_ -> nextHops.linkLocal());
            case NextHop.Via _ -> Optional.empty();
        };
    }
}
