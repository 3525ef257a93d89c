package metallb.domain.net;

import java.util.Objects;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address as a 128-bit number. Never looks anything up: what is not an address in digits is none.
 *
 * @param family which of the two
 * @param high the upper 64 bits of an IPv6 address, 0 for IPv4
 * @param low the lower 64 bits; for IPv4 the 32-bit address
 */
public record IpAddress(Family family, long high, long low) implements Comparable<IpAddress> {
    public IpAddress {
        Objects.requireNonNull(family, "family");
        if (family == Family.IPV4 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
    }

    /** From four numbers of 0 to 255. */
    public static IpAddress ofIpv4(int a, int b, int c, int d) {
        return new IpAddress(Family.IPV4, 0, (a & 0xffL) << 24 | (b & 0xffL) << 16 | (c & 0xffL) << 8 | d & 0xffL);
    }

    /** From a 32-bit number in host order. */
    public static IpAddress ofIpv4(long bits) {
        return new IpAddress(Family.IPV4, 0, bits & 0xffffffffL);
    }

    /** From 4 or 16 bytes in network order. */
    public static IpAddress ofBytes(Bytes bytes) {
        return switch (bytes.length()) {
            case 4 -> ofIpv4(bytes.unsigned32(0));
            case 16 -> new IpAddress(Family.IPV6, bytes.unsigned32(0) << 32 | bytes.unsigned32(4),
                    bytes.unsigned32(8) << 32 | bytes.unsigned32(12));
            default -> throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length());
        };
    }

    /** The address that {@code text} writes, dotted or with colons (RFC 4291 2.2); empty where it is not one. No zone. */
    public static Optional<IpAddress> parse(String text) {
        return AddressText.parse(text);
    }

    /** For texts that stand in the source; throws where {@link #parse} is empty. */
    public static IpAddress of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an address: " + text));
    }

    public boolean isIpv4() {
        return family == Family.IPV4;
    }

    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    /** Whether it is good on one network only, fe80::/10 (RFC 4291 2.5.6), so that it needs a zone. */
    public boolean isLinkLocal() {
        return !isIpv4() && high >>> 54 == 0xfe80 >>> 6;
    }

    /** Network order, 4 or 16 bytes. */
    public Bytes toBytes() {
        byte[] bytes = new byte[family.bytes()];
        for (int i = 0; i < bytes.length; i++) {
            int shift = (bytes.length - 1 - i) * 8;
            bytes[i] = (byte) (shift >= 64 ? high >>> (shift - 64) : low >>> shift);
        }
        return Bytes.copyOf(bytes);
    }

    /** The address one above; empty at the family's last one. */
    public Optional<IpAddress> next() {
        if (isIpv4()) {
            return low == 0xffffffffL ? Optional.empty() : Optional.of(new IpAddress(family, 0, low + 1));
        }
        if (high == -1 && low == -1) {
            return Optional.empty();
        }
        return Optional.of(new IpAddress(family, low == -1 ? high + 1 : high, low + 1));
    }

    /** The address one below; empty at the family's first one. */
    public Optional<IpAddress> previous() {
        if (isUnspecified()) {
            return Optional.empty();
        }
        return Optional.of(new IpAddress(family, low == 0 && !isIpv4() ? high - 1 : high, low - 1));
    }

    /** This address with all but the first {@code length} bits cleared, 0 to 32 or 128. */
    public IpAddress masked(int length) {
        if (length < 0 || length > family.bits()) {
            throw new IllegalArgumentException("the first " + length + " bits of an " + family + " address");
        }
        if (isIpv4()) {
            return new IpAddress(family, 0, length == 0 ? 0 : low & -1L << 32 - length);
        }
        if (length <= 64) {
            return new IpAddress(family, length == 0 ? 0 : high & -1L << 64 - length, 0);
        }
        return new IpAddress(family, high, low & -1L << 128 - length);
    }

    /** IPv4 before IPv6, then by number. */
    @Override
    public int compareTo(IpAddress other) {
        int byFamily = family.compareTo(other.family);
        if (byFamily != 0) {
            return byFamily;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** Written out, as that of {@link Prefix} and of all that is keyed by them: tables of routes ask for little else. */
    @Override
    public int hashCode() {
        return Long.hashCode(high * 31 + low);
    }

    /** Dotted for IPv4; the canonical form of RFC 5952 for IPv6. */
    @Override
    public String toString() {
        return AddressText.format(this);
    }
}
