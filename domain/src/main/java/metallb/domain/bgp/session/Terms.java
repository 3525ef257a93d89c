package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import metallb.domain.bgp.wire.NextHops;
import metallb.domain.bgp.wire.WireTerms;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/**
 * What both sides agreed on.
 *
 * @param holdTime the smaller of both proposals; zero: no hold timer and no keepalives
 * @param keepalive how often we send one, before jitter: a third of the hold time or less
 * @param families unicast families that both sides advertised
 * @param fourOctetAs whether AS paths have four bytes a number (RFC 6793)
 */
public record Terms(Asn localAsn, Asn remoteAsn, RouterId remoteId, Duration holdTime, Duration keepalive,
        List<Family> families, boolean fourOctetAs, AddressPort local, AddressPort remote) {
    public Terms {
        Objects.requireNonNull(localAsn, "localAsn");
        Objects.requireNonNull(remoteAsn, "remoteAsn");
        Objects.requireNonNull(remoteId, "remoteId");
        Objects.requireNonNull(holdTime, "holdTime");
        Objects.requireNonNull(keepalive, "keepalive");
        families = List.copyOf(families);
        Objects.requireNonNull(local, "local");
        Objects.requireNonNull(remote, "remote");
    }

    /** Whether the peer is in our AS. */
    public boolean internal() {
        return localAsn.equals(remoteAsn);
    }

    /** What shapes the bytes: our next hop is the session's local address, in the family that it is of. */
    public WireTerms wire() {
        return new WireTerms(localAsn, internal(), fourOctetAs, families,
                NextHops.of(nextHop(Family.IPV4), nextHop(Family.IPV6)));
    }

    private Optional<IpAddress> nextHop(Family family) {
        return Optional.of(local.address()).filter(address -> address.family() == family);
    }
}
