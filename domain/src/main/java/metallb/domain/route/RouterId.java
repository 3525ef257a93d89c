package metallb.domain.route;

import java.util.Optional;
import metallb.domain.net.IpAddress;

/**
 * A BGP Identifier: any 32-bit number but 0, unique within its AS (RFC 6286).
 *
 * @param bits 1 to 2^32 - 1
 */
public record RouterId(long bits) implements Comparable<RouterId> {
    public RouterId {
        if (bits < 1 || bits > 0xffffffffL) {
            throw new IllegalArgumentException("router id " + bits);
        }
    }

    /** The id that {@code text} writes dotted like an IPv4 address; empty where it is none or 0.0.0.0. */
    public static Optional<RouterId> parse(String text) {
        return IpAddress.parse(text)
                .filter(address -> address.isIpv4() && !address.isUnspecified())
                .map(address -> new RouterId(address.low()));
    }

    /** For texts that stand in the source; throws where {@link #parse} is empty. */
    public static RouterId of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a router id: " + text));
    }

    @Override
    public int compareTo(RouterId other) {
        return Long.compare(bits, other.bits);
    }

    /** Dotted, like an IPv4 address. */
    @Override
    public String toString() {
        return IpAddress.ofIpv4(bits).toString();
    }
}
