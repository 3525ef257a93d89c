package metallb.domain.core;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import metallb.domain.net.IpAddress;
import metallb.domain.route.RouterId;

/**
 * The BGP Identifier of this speaker. A peer's own comes first; all others share one for as long as the process runs:
 * the node's address, else the first local address that a session used, else a hash of the node's name. Only IPv4
 * addresses serve.
 */
final class SpeakerRouterId {
    private final String nodeName;
    private Optional<RouterId> shared;

    SpeakerRouterId(SpeakerSettings settings) {
        this.nodeName = settings.nodeName();
        this.shared = settings.nodeAddress().flatMap(SpeakerRouterId::ofAddress);
    }

    /** The id for a session that came up from {@code local}; the first such call fixes what is shared. */
    RouterId of(Optional<RouterId> own, IpAddress local) {
        if (own.isPresent()) {
            return own.get();
        }
        if (shared.isEmpty()) {
            shared = ofAddress(local).or(() -> Optional.of(ofName(nodeName)));
        }
        return shared.get();
    }

    private static Optional<RouterId> ofAddress(IpAddress address) {
        return address.isIpv4() && !address.isUnspecified() ? Optional.of(new RouterId(address.low()))
                : Optional.empty();
    }

    /** FNV-1a with 32 bits over the name in UTF-8; 0 is no router id (RFC 6286), so it becomes 1. */
    static RouterId ofName(String name) {
        int hash = 0x811c9dc5;
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * 0x01000193;
        }
        return new RouterId(hash == 0 ? 1 : hash & 0xffffffffL);
    }
}
