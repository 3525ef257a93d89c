package metallb.domain.net;

import java.util.Optional;

/**
 * A CIDR prefix, its host bits cleared.
 *
 * @param address the network address
 * @param length bits that count, 0 to 32 or 128
 */
public record Prefix(IpAddress address, int length) implements Comparable<Prefix> {
    public Prefix {
        if (length < 0 || length > address.family().bits()) {
            throw new IllegalArgumentException("prefix length " + length + " of an " + address.family() + " address");
        }
        address = address.masked(length);
    }

    /** The prefix of one address: /32 or /128. */
    public static Prefix of(IpAddress address) {
        return new Prefix(address, address.family().bits());
    }

    /** For texts that stand in the source; throws where {@link #parse} is empty. */
    public static Prefix of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a prefix: " + text));
    }

    /** {@code address/length}; host bits are cleared. Empty where the text is not a prefix. */
    public static Optional<Prefix> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String digits = text.substring(slash + 1);
        if (!digits.matches("0|[1-9][0-9]{0,2}")) {
            return Optional.empty();
        }
        int length = Integer.parseInt(digits);
        return IpAddress.parse(text.substring(0, slash))
                .filter(address -> length <= address.family().bits())
                .map(address -> new Prefix(address, length));
    }

    public Family family() {
        return address.family();
    }

    public boolean contains(IpAddress other) {
        return other.family() == family() && other.masked(length).equals(address);
    }

    public IpAddress first() {
        return address;
    }

    public IpAddress last() {
        if (address.isIpv4()) {
            return IpAddress.ofIpv4(address.low() | (length == 32 ? 0 : 0xffffffffL >>> length));
        }
        long high = length >= 64 ? address.high() : address.high() | -1L >>> length;
        long low = length == 128 ? address.low() : length > 64 ? address.low() | -1L >>> length - 64 : -1L;
        return new IpAddress(Family.IPV6, high, low);
    }

    /** By address, then the shorter first. */
    @Override
    public int compareTo(Prefix other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(length, other.length);
    }

    @Override
    public int hashCode() {
        return address.hashCode() * 31 + length;
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
