package metallb.domain.core;

import java.util.Objects;

/**
 * One line for the log: an outcome with its reason.
 *
 * @param subject what it is about: a service's key, a peer's {@code address:port}, {@code config}
 * @param event a stable word for machines, the same as the event's or reason's: {@code IPAllocated}, {@code sessionUp}
 * @param text the sentence for people
 */
public record Report(Level level, String subject, String event, String text)
        implements ControllerEffect, SpeakerEffect, RouterEffect {
    public Report {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(text, "text");
    }

    public static Report info(String subject, String event, String text) {
        return new Report(Level.INFO, subject, event, text);
    }

    public static Report warning(String subject, String event, String text) {
        return new Report(Level.WARNING, subject, event, text);
    }

    /** How loud. */
    public enum Level {
        DEBUG,
        INFO,
        WARNING,
        ERROR
    }
}
