package metallb.domain.net;

import java.util.Optional;

/** Addresses as people write them: RFC 4291 2.2 in, RFC 5952 out. */
final class AddressText {
    private static final int GROUPS = 8;

    private AddressText() {}

    static Optional<IpAddress> parse(String text) {
        return text.indexOf(':') >= 0 ? parseIpv6(text) : parseIpv4(text).map(IpAddress::ofIpv4);
    }

    /** Four decimal numbers without leading zeros, which some readers take for octal. */
    private static Optional<Long> parseIpv4(String text) {
        long bits = 0;
        int parts = 0;
        int start = 0;
        while (true) {
            int end = text.indexOf('.', start);
            String part = text.substring(start, end < 0 ? text.length() : end);
            int number = number(part, 10, 3);
            if (number < 0 || number > 255 || part.length() > 1 && part.charAt(0) == '0' || ++parts > 4) {
                return Optional.empty();
            }
            bits = bits << 8 | number;
            if (end < 0) {
                return parts == 4 ? Optional.of(bits) : Optional.empty();
            }
            start = end + 1;
        }
    }

    private static Optional<IpAddress> parseIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        int[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        int[] tail = gap < 0 ? new int[0] : groups(text.substring(gap + 2), true);
        if (head == null || tail == null) {
            return Optional.empty();
        }
        int given = head.length + tail.length;
        if (gap < 0 ? given != GROUPS : given >= GROUPS) {
            return Optional.empty();
        }
        int[] all = new int[GROUPS];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
        return Optional.of(new IpAddress(Family.IPV6, join(all, 0), join(all, 4)));
    }

    /** The groups of one side of the gap, or null where one is malformed; a dotted IPv4 may end the address. */
    private static int[] groups(String text, boolean endsAddress) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        boolean dotted = endsAddress && parts[parts.length - 1].indexOf('.') >= 0;
        int[] groups = new int[parts.length + (dotted ? 1 : 0)];
        for (int i = 0; i < parts.length - (dotted ? 1 : 0); i++) {
            groups[i] = number(parts[i], 16, 4);
            if (groups[i] < 0) {
                return null;
            }
        }
        if (dotted) {
            Optional<Long> last = parseIpv4(parts[parts.length - 1]);
            if (last.isEmpty()) {
                return null;
            }
            groups[groups.length - 2] = (int) (last.get() >>> 16);
            groups[groups.length - 1] = (int) (last.get() & 0xffff);
        }
        return groups;
    }

    private static int number(String digits, int radix, int longest) {
        if (digits.isEmpty() || digits.length() > longest) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number;
    }

    private static long join(int[] groups, int from) {
        long joined = 0;
        for (int i = from; i < from + 4; i++) {
            joined = joined << 16 | groups[i];
        }
        return joined;
    }

    static String format(IpAddress address) {
        if (address.isIpv4()) {
            long low = address.low();
            return (low >>> 24) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255);
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < 4 ? address.high() : address.low();
            groups[i] = (int) (half >>> (3 - i % 4) * 16 & 0xffff);
        }
        boolean mapped = address.high() == 0 && address.low() >>> 32 == 0xffffL;
        if (mapped) {
            return "::ffff:" + IpAddress.ofIpv4(address.low());
        }
        return formatIpv6(groups);
    }

    /** RFC 5952 4.2: the longest run of two or more zero groups, the first of equals, becomes the gap. */
    private static String formatIpv6(int[] groups) {
        int gapStart = -1;
        int gapLength = 1;
        for (int start = 0; start < GROUPS; start++) {
            int length = 0;
            while (start + length < GROUPS && groups[start + length] == 0) {
                length++;
            }
            if (length > gapLength) {
                gapStart = start;
                gapLength = length;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
