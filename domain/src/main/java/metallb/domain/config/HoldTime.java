package metallb.domain.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hold times as people write them: a Go duration ({@code 90s}, {@code 1m30s}) or plain seconds ({@code 120}). */
final class HoldTime {
    static final String WANTED = "expected 0, or whole seconds from 3s to 65535s such as 90s, 1m30s or 120";

    /** The Hold Time field has two bytes (RFC 4271 4.2). */
    private static final long LARGEST = 65535;
    private static final int LONGEST_TEXT = 40;
    private static final Pattern PLAIN = Pattern.compile("[0-9]+");
    private static final Pattern WHOLE = Pattern.compile("-?(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+");
    private static final Pattern PART = Pattern.compile("([0-9.]+)([a-zµμ]+)");

    private HoldTime() {}

    /** The time that the value of {@code hold-time} writes; empty, with the problem noted, where it writes none. */
    static Optional<Duration> read(Tree.Scalar scalar, Findings findings) {
        Optional<BigDecimal> seconds = seconds(scalar.text());
        String wrong = seconds.map(HoldTime::wrong).orElse("not a duration");
        if (wrong.isEmpty()) {
            return Optional.of(Duration.ofSeconds(seconds.orElseThrow().longValueExact()));
        }
        findings.error(scalar.where(), "invalid hold time " + Quote.of(scalar.text()) + ": " + wrong, WANTED);
        return Optional.empty();
    }

    private static String wrong(BigDecimal seconds) {
        // RFC 4271 4.2 and 6.2: zero or three seconds and more
        if (seconds.signum() < 0 || seconds.signum() > 0 && seconds.compareTo(BigDecimal.valueOf(3)) < 0) {
            return "must be 0 or >=3s";
        }
        if (seconds.compareTo(BigDecimal.valueOf(LARGEST)) > 0) {
            return "must be at most 65535s";
        }
        return seconds.stripTrailingZeros().scale() > 0 ? "must be whole seconds" : "";
    }

    private static Optional<BigDecimal> seconds(String text) {
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
