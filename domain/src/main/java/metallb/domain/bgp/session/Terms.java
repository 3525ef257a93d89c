package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import metallb.domain.bgp.wire.NextHops;
import metallb.domain.bgp.wire.WireTerms;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Family;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/**
 * What both sides agreed on.
 *
 * @param holdTime the smaller of both proposals; zero: no hold timer and no keepalives
 * @param keepalive how often we send one, before jitter: a third of the hold time or less
 * @param families unicast families that both sides advertised
 * @param nextHops our own addresses on this session
 */
public record Terms(Asn localAsn, Asn remoteAsn, RouterId remoteId, Duration holdTime, Duration keepalive,
        List<Family> families, Abilities abilities, NextHops nextHops, AddressPort local, AddressPort remote) {
    public Terms {
        Objects.requireNonNull(localAsn, "localAsn");
        Objects.requireNonNull(remoteAsn, "remoteAsn");
        Objects.requireNonNull(remoteId, "remoteId");
        Objects.requireNonNull(holdTime, "holdTime");
        Objects.requireNonNull(keepalive, "keepalive");
        families = List.copyOf(families);
        Objects.requireNonNull(abilities, "abilities");
        Objects.requireNonNull(nextHops, "nextHops");
        Objects.requireNonNull(local, "local");
        Objects.requireNonNull(remote, "remote");
    }

    /** Whether the peer is in our AS. */
    public boolean internal() {
        return localAsn.equals(remoteAsn);
    }

    /** What shapes the bytes. */
    public WireTerms wire() {
        return new WireTerms(localAsn, internal(), abilities.fourOctetAs(), families, nextHops);
    }
}
