package metallb.domain.service;

import java.util.Locale;
import metallb.domain.net.IpAddress;

/** Texts of users between double quotes, as they stand in events: escaped, and bounded. */
final class Quoted {
    /** Longer than any name of Kubernetes; what is longer is cut here. */
    private static final int LONGEST = 253;

    private Quoted() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(LONGEST).forEach(c -> append(quoted, c));
        return quoted.append(text.codePointCount(0, text.length()) > LONGEST ? "...\"" : "\"").toString();
    }

    static String of(IpAddress address) {
        return of(address.toString());
    }

    private static void append(StringBuilder quoted, int c) {
        if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
        } else if (Character.isISOControl(c) || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
        } else {
            quoted.appendCodePoint(c);
        }
    }
}
