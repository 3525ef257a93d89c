package metallb.domain.config;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: a Go duration ({@code 90s}, {@code 1m30s}) or plain seconds ({@code 120}). */
final class DurationText {
    private static final int LONGEST_TEXT = 40;
    private static final Pattern PLAIN = Pattern.compile("[0-9]+");
    private static final Pattern WHOLE =
            Pattern.compile("[+-]?(?:0|(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+)");
    private static final Pattern PART = Pattern.compile("([0-9.]+)([a-zµμ]+)");

    private DurationText() {}

    /** So many seconds, exactly; empty where the text is no time. */
    static Optional<BigDecimal> seconds(String text) {
        if (text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        if (PLAIN.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text));
        }
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal sum = BigDecimal.ZERO;
        Matcher parts = PART.matcher(text);
        while (parts.find()) {
            sum = sum.add(new BigDecimal(parts.group(1)).multiply(secondsOf(parts.group(2))));
        }
        return Optional.of(text.startsWith("-") ? sum.negate() : sum);
    }

    private static BigDecimal secondsOf(String unit) {
        return switch (unit) {
            case "h" -> BigDecimal.valueOf(3600);
            case "m" -> BigDecimal.valueOf(60);
            case "s" -> BigDecimal.ONE;
            case "ms" -> BigDecimal.valueOf(1, 3);
            case "ns" -> BigDecimal.valueOf(1, 9);
            default -> BigDecimal.valueOf(1, 6);
        };
    }
}
