package metallb.domain.net;

import java.util.List;
import java.util.Objects;

/**
 * Who calls from there must sign every segment with this password (TCP-MD5, RFC 2385).
 *
 * @param from one address, or a network of them
 */
public record PeerKey(Prefix from, Secret password) {
    public PeerKey {
        Objects.requireNonNull(from, "from");
        if (!password.isKey()) {
            throw new IllegalArgumentException("a password that is no key: empty, or too long");
        }
    }

    /** For everybody who can call a socket that listens there; at {@code ::} that is IPv4 too, which has keys of its own. */
    public static List<PeerKey> ofAllWhoReach(IpAddress place, Secret password) {
        PeerKey ofIpv4 = new PeerKey(Prefix.of("0.0.0.0/0"), password);
        PeerKey ofIpv6 = new PeerKey(Prefix.of("::/0"), password);
        if (place.equals(IpAddress.of("::"))) {
            return List.of(ofIpv6, ofIpv4);
        }
        return List.of(place.isIpv4() ? ofIpv4 : ofIpv6);
    }
}
