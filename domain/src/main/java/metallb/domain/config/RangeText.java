package metallb.domain.config;

import java.util.Optional;
import metallb.domain.net.AddressRange;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;

/** What one item of {@code addresses} or {@code cidr} writes. */
sealed interface RangeText {
    /** A prefix, {@code 192.168.10.0/24}; {@code hostBits} where the text had some, which are cleared in the prefix. */
    record Cidr(Prefix prefix, boolean hostBits) implements RangeText {}

    /** First and last address, {@code 192.168.10.10-192.168.10.20}. */
    record FromTo(AddressRange range) implements RangeText {}

    /**
     * Neither.
     *
     * @param why what is wrong with it
     * @param wanted what would be right
     */
    record Malformed(String why, String wanted) implements RangeText {}

    String EXAMPLE = "expected a prefix such as 192.168.10.0/24 or a range such as 192.168.10.10-192.168.10.20";

    static RangeText parse(String text) {
        int dash = text.indexOf('-');
        return dash < 0 || text.indexOf('/') >= 0 ? parseCidr(text.strip())
                : parseRange(text.substring(0, dash).strip(), text.substring(dash + 1).strip());
    }

    private static RangeText parseCidr(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return new Malformed("not an address", EXAMPLE);
        }
        if (isMapped(address.get())) {
            return new Malformed("IPv4 written as IPv6", EXAMPLE);
        }
        int bits = address.get().family().bits();
        if (slash < 0) {
            return new Malformed("the prefix length is missing", "write " + text + "/" + bits
                    + " for this one address");
        }
        Optional<Prefix> prefix = Prefix.parse(text);
        return prefix.<RangeText>map(found -> new Cidr(found, !found.address().equals(address.get())))
                .orElseGet(() -> new Malformed("bad prefix length",
                        "expected a number from 0 to " + bits + " after the slash"));
    }

    private static RangeText parseRange(String from, String to) {
        Optional<IpAddress> first = IpAddress.parse(from);
        Optional<IpAddress> last = IpAddress.parse(to);
        if (first.isEmpty() || last.isEmpty()) {
            return new Malformed(first.isEmpty() ? "invalid start IP " + Quote.of(from)
                    : "invalid end IP " + Quote.of(to), EXAMPLE);
        }
        if (isMapped(first.get()) || isMapped(last.get())) {
            return new Malformed("IPv4 written as IPv6", EXAMPLE);
        }
        if (first.get().family() != last.get().family()) {
            return new Malformed("it begins in " + first.get().family() + " and ends in " + last.get().family(),
                    EXAMPLE);
        }
        if (first.get().compareTo(last.get()) > 0) {
            return new Malformed("start IP " + Quote.of(from) + " is after the end IP " + Quote.of(to), "write " + to
                    + "-" + from);
        }
        return new FromTo(new AddressRange(first.get(), last.get()));
    }

    /** Not unspecified, multicast or broadcast; nor IPv4 written as IPv6, which no socket can tell apart. */
    static boolean isOneHost(IpAddress address) {
        if (address.isIpv4()) {
            return !address.isUnspecified() && address.low() >>> 28 < 0xe;
        }
        return !address.isUnspecified() && address.high() >>> 56 != 0xff && !isMapped(address);
    }

    /** {@code ::ffff:0:0/96} of RFC 4291 2.5.5.2, which is IPv4 to a socket and IPv6 to a router. */
    static boolean isMapped(IpAddress address) {
        return !address.isIpv4() && address.high() == 0 && address.low() >>> 32 == 0xffffL;
    }
}
