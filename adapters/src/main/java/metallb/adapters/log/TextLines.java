package metallb.adapters.log;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Lines for people. What others wrote (names, annotations) cannot break out of its line or paint the terminal. */
final class TextLines extends LineEncoder {
    private final DateTimeFormatter time;

    TextLines(ZoneId zone) {
        time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(zone);
    }

    @Override
    byte[] encode(Line line) {
        StringBuilder text = new StringBuilder()
                .append(time.format(line.at())).append(' ')
                .append("%-5s".formatted(line.level().toUpperCase(Locale.ROOT))).append(' ');
        appendVisible(text, line.subject());
        line.event().ifPresent(event -> appendVisible(text.append("  "), event));
        appendVisible(text.append("  "), line.message());
        line.failure().ifPresent(trace -> trace.lines().forEach(part -> appendVisible(text.append("\n    "),
                part.strip())));
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void appendVisible(StringBuilder text, String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c == '\n') {
                text.append("\\n");
            } else if (Character.isISOControl(c)) {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
    }
}
