package metallb.domain.core;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import metallb.domain.bgp.session.Opening;
import metallb.domain.bgp.session.PeerSettings;
import metallb.domain.bgp.session.SessionOptions;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Family;
import metallb.domain.net.LinkSettings;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/**
 * What the fake router says of itself.
 *
 * @param holdTime proposed to everybody: whole seconds, 0 or 3 to 65535
 */
public record RouterSettings(Asn asn, RouterId id, Duration holdTime) {
    public RouterSettings {
        Objects.requireNonNull(asn, "asn");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(holdTime, "holdTime");
    }

    /** Whoever calls from there, of whatever AS. */
    PeerSettings anybody(AddressPort remote) {
        return new PeerSettings(remote.toString(), LinkSettings.plain(remote, Optional.empty()), asn,
                Optional.empty(), holdTime, Optional.empty(), List.of(Family.IPV4, Family.IPV6),
                SessionOptions.USUAL.opened(Opening.PASSIVE).withoutEnhancedRefresh());
    }
}
