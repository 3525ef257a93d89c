package metallb.adapters.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.event.KeyValuePair;

/**
 * What a line says, whoever wrote it.
 *
 * @param subject what it is about; the logger's name where a library speaks
 * @param event the stable word; empty where a library speaks
 * @param failure the stack trace, cut at 8,192 characters
 */
record Line(Instant at, String level, String subject, Optional<String> event, String message, String thread,
        Optional<String> failure) {
    private static final int LONGEST_FAILURE = 8192;

    static Line of(ILoggingEvent event) {
        return new Line(event.getInstant(),
                event.getLevel().toString().toLowerCase(Locale.ROOT),
                value(event, LogJournal.SUBJECT).orElse(event.getLoggerName()),
                value(event, LogJournal.EVENT),
                event.getFormattedMessage() == null ? "" : event.getFormattedMessage(),
                event.getThreadName(),
                failure(event));
    }

    private static Optional<String> value(ILoggingEvent event, String key) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        return pairs == null ? Optional.empty()
                : pairs.stream().filter(pair -> pair.key.equals(key)).map(pair -> String.valueOf(pair.value))
                        .findFirst();
    }

    private static Optional<String> failure(ILoggingEvent event) {
        if (event.getThrowableProxy() == null) {
            return Optional.empty();
        }
        String trace = ThrowableProxyUtil.asString(event.getThrowableProxy()).stripTrailing();
        return Optional.of(trace.length() <= LONGEST_FAILURE ? trace : trace.substring(0, LONGEST_FAILURE) + "...");
    }
}
