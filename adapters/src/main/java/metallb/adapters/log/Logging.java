package metallb.adapters.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.OutputStream;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process's log, set up by program alone: no file on the class path changes it. Lines are written by a thread of
 * their own, so that a terminal or pipe that takes nothing never stops who logs: 4,096 lines wait, what comes then is
 * dropped.
 */
public final class Logging implements AutoCloseable {
    private static final int WAITING = 4096;
    private static final int FAREWELL_MILLIS = 1000;

    private final LoggerContext context;
    private final LibraryLogs libraries;

    private Logging(LoggerContext context, LibraryLogs libraries) {
        this.context = context;
        this.libraries = libraries;
    }

    /**
     * Replaces whatever Logback was set up with.
     *
     * @param out where lines go, {@code System.out} in a process; never closed
     * @param zone of the times in {@link LogFormat#TEXT}
     */
    public static Logging start(LogFormat format, LogLevel level, OutputStream out, ZoneId zone) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        LineEncoder encoder = switch (format) {
            case TEXT -> new TextLines(zone);
            case JSON -> new JsonLines();
        };
        encoder.setContext(context);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> lines = new OutputStreamAppender<>();
        lines.setContext(context);
        lines.setName("lines");
        lines.setEncoder(encoder);
        lines.setOutputStream(new Unclosed(out));
        lines.start();
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        queue.setName("queue");
        queue.setQueueSize(WAITING);
        queue.setDiscardingThreshold(0);
        queue.setNeverBlock(true);
        queue.setMaxFlushTime(FAREWELL_MILLIS);
        queue.addAppender(lines);
        queue.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level.ofLibraries());
        root.addAppender(queue);
        context.getLogger("metallb").setLevel(level.level());
        return new Logging(context, LibraryLogs.install());
    }

    /** Writes what waits, for 1 s at most, and logs nothing any more. */
    @Override
    public void close() {
        libraries.close();
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
    }
}
