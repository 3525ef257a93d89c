package metallb.domain.route;

import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import metallb.domain.net.IpAddress;

/**
 * How extended communities are written: {@code rt:A:N} for route targets and {@code soo:A:N} for route origins (RFC 4360
 * sections 4 and 5), with an AS number or an IPv4 address for A; {@code ext:} and the eight bytes in hexadecimal for any. AS
 * numbers up to 65535 make the two-octet type, and leave four bytes for N; larger ones (RFC 5668) and addresses leave two.
 */
final class ExtendedCommunityText {
    private static final Pattern EIGHT_BYTES = Pattern.compile("[0-9a-fA-F]{16}");
    /** Of transitive communities; the high byte on the wire. */
    private static final int TWO_OCTET_AS = 0x00;
    private static final int IPV4_ADDRESS = 0x01;
    private static final int FOUR_OCTET_AS = 0x02;
    private static final long TWO_BYTES = 0xffff;
    private static final long FOUR_BYTES = 0xffffffffL;

    private ExtendedCommunityText() {}

    /** @param parts the text between its colons; empty for what is none */
    static Optional<Community> parse(String[] parts) {
        if (parts.length == 2 && parts[0].equals("ext") && EIGHT_BYTES.matcher(parts[1]).matches()) {
            return Optional.of(new Community.Extended(HexFormat.fromHexDigitsToLong(parts[1])));
        }
        if (parts.length != 3) {
            return Optional.empty();
        }
        return switch (parts[0]) {
            case "rt" -> parse(0x02, parts[1], parts[2]);
            case "soo" -> parse(0x03, parts[1], parts[2]);
            default -> Optional.empty();
        };
    }

    private static Optional<Community> parse(int subtype, String administrator, String number) {
        OptionalLong asn = Decimal.parse(administrator, FOUR_BYTES);
        if (asn.isPresent() && asn.getAsLong() <= TWO_BYTES) {
            return extended(TWO_OCTET_AS, subtype, asn.getAsLong() << 32, Decimal.parse(number, FOUR_BYTES));
        }
        OptionalLong small = Decimal.parse(number, TWO_BYTES);
        if (asn.isPresent()) {
            return extended(FOUR_OCTET_AS, subtype, asn.getAsLong() << 16, small);
        }
        return IpAddress.parse(administrator).filter(IpAddress::isIpv4)
                .flatMap(address -> extended(IPV4_ADDRESS, subtype, address.low() << 16, small));
    }

    private static Optional<Community> extended(int type, int subtype, long administrator, OptionalLong number) {
        return number.isEmpty() ? Optional.empty()
                : Optional.of(new Community.Extended((long) type << 56 | (long) subtype << 48 | administrator | number.getAsLong()));
    }

    /** What is read as these bytes again: in words where there are some. */
    static String of(long value) {
        return switch ((int) (value >>> 48 & 0xff)) {
            case 0x02 -> words(value).map(words -> "rt:" + words).orElseGet(() -> hex(value));
            case 0x03 -> words(value).map(words -> "soo:" + words).orElseGet(() -> hex(value));
            default -> hex(value);
        };
    }

    private static Optional<String> words(long value) {
        long administrator = value >>> 16 & FOUR_BYTES;
        long number = value & TWO_BYTES;
        return switch ((int) (value >>> 56)) {
            case TWO_OCTET_AS -> Optional.of((value >>> 32 & TWO_BYTES) + ":" + (value & FOUR_BYTES));
            case IPV4_ADDRESS -> Optional.of(IpAddress.ofIpv4(administrator) + ":" + number);
            // a smaller one would be read as of the two-octet type
            case FOUR_OCTET_AS -> Optional.of(administrator).filter(asn -> asn > TWO_BYTES).map(asn -> asn + ":" + number);
            default -> Optional.empty();
        };
    }

    private static String hex(long value) {
        return "ext:" + HexFormat.of().toHexDigits(value);
    }
}
