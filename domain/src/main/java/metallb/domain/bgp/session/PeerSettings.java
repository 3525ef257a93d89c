package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Family;
import metallb.domain.net.LinkSettings;
import metallb.domain.route.Asn;

/**
 * One configured neighbour.
 *
 * @param name for people
 * @param link how and where to dial; of the fake router's where it dialled from
 * @param remoteAsn the only number accepted; empty accepts any
 * @param holdTime proposed in our OPEN: whole seconds, 0 (no timers) or 3 to 65535 (RFC 4271 section 4.2)
 * @param keepaliveTime the longest pause between two KEEPALIVEs of ours, before jitter; empty for a third of the hold time
 *         that both sides agree on, which it never exceeds
 * @param families offered in our OPEN, each once
 */
public record PeerSettings(String name, LinkSettings link, Asn localAsn, Optional<Asn> remoteAsn, Duration holdTime,
        Optional<Duration> keepaliveTime, List<Family> families, SessionOptions options) {
    public PeerSettings {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(localAsn, "localAsn");
        Objects.requireNonNull(remoteAsn, "remoteAsn");
        Objects.requireNonNull(options, "options");
        families = List.copyOf(families);
        if (keepaliveTime.filter(time -> time.isNegative() || time.isZero() && !holdTime.isZero()).isPresent()) {
            throw new IllegalArgumentException("keepalive time " + keepaliveTime.get());
        }
        long seconds = holdTime.toSeconds();
        if (!holdTime.equals(Duration.ofSeconds(seconds)) || seconds < 0 || seconds == 1 || seconds == 2
                || seconds > 0xffff) {
            throw new IllegalArgumentException("hold time " + holdTime);
        }
        if (families.isEmpty() || families.stream().distinct().count() != families.size()) {
            throw new IllegalArgumentException("families " + families);
        }
    }

    /** A neighbour of the usual kind. */
    public PeerSettings(String name, LinkSettings link, Asn localAsn, Optional<Asn> remoteAsn, Duration holdTime,
            Optional<Duration> keepaliveTime, List<Family> families) {
        this(name, link, localAsn, remoteAsn, holdTime, keepaliveTime, families, SessionOptions.USUAL);
    }

    public PeerSettings with(SessionOptions other) {
        return new PeerSettings(name, link, localAsn, remoteAsn, holdTime, keepaliveTime, families, other);
    }

    AddressPort remote() {
        return link.remote();
    }
}
