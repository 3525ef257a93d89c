package metallb.domain.route;

import java.util.OptionalLong;

/** Unsigned decimal numbers without signs, spaces or digits of other scripts. */
final class Decimal {
    private static final int LONGEST = 10;

    private Decimal() {}

    /** The number, where {@code text} is one of at most ten digits and not above {@code largest}. */
    static OptionalLong parse(String text, long largest) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return OptionalLong.empty();
            }
            number = number * 10 + (c - '0');
        }
        return number <= largest ? OptionalLong.of(number) : OptionalLong.empty();
    }
}
