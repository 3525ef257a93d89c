package metallb.adapters.support.apistore.schema;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API's two forms of a moment: RFC 3339 in seconds, and with exactly six decimals (MicroTime). */
public final class Times {
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern SHAPE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(.*)");

    private Times() {
    }

    /** Whole seconds, as in creationTimestamp. */
    public static String seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Six decimals, as in eventTime and renewTime. */
    public static String micros(Instant moment) {
        return MICROS.format(moment);
    }

    /** The moment that a text of either form means; empty if it means none. */
    public static Optional<Instant> read(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }

    static String secondsProblem(String text) {
        return read(text).isPresent() ? "" : problem(text, "2006-01-02T15:04:05Z07:00", text, "2006");
    }

    /** The server reads MicroTime with six decimals exactly and refuses anything else. */
    static String microsProblem(String text) {
        String layout = "2006-01-02T15:04:05.000000Z07:00";
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            return problem(text, layout, text, "2006");
        }
        String rest = shape.group(1);
        if (!rest.matches("\\.\\d{6}\\D.*")) {
            return problem(text, layout, rest, ".000000");
        }
        return read(text).isPresent() ? "" : problem(text, layout, rest.substring(7), "Z07:00");
    }

    static String base64Problem(String text) {
        try {
            Base64.getDecoder().decode(text);
            return "";
        } catch (IllegalArgumentException notBase64) {
            return "illegal base64 data at input byte 0";
        }
    }

    private static String problem(String text, String layout, String rest, String part) {
        return "parsing time \"" + text + "\" as \"" + layout + "\": cannot parse \"" + rest + "\" as \"" + part + "\"";
    }
}
