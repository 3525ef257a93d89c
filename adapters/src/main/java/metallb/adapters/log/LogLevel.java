package metallb.adapters.log;

import ch.qos.logback.classic.Level;

/** From which level on lines are written. */
public enum LogLevel {
    DEBUG(Level.DEBUG),
    INFO(Level.INFO),
    WARN(Level.WARN),
    ERROR(Level.ERROR),
    NONE(Level.OFF);

    private final Level level;

    LogLevel(Level level) {
        this.level = level;
    }

    Level level() {
        return level;
    }

    /** Of the libraries only warnings are of interest, and not even these where less was asked for. */
    Level ofLibraries() {
        return level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
    }
}
