package metallb.adapters.log;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** Takes in what libraries write to java.util.logging (OkHttp, the JDK's HTTP server): warnings and worse. */
final class LibraryLogs extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    private LibraryLogs() {}

    /** Takes the place of the handlers that write to the standard error. */
    static LibraryLogs install() {
        LibraryLogs logs = new LibraryLogs();
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(logs);
        return logs;
    }

    @Override
    public void publish(LogRecord line) {
        if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
            String name = line.getLoggerName() == null ? "java.util.logging" : line.getLoggerName();
            boolean severe = line.getLevel().intValue() >= Level.SEVERE.intValue();
            LoggerFactory.getLogger(name).atLevel(severe ? org.slf4j.event.Level.ERROR : org.slf4j.event.Level.WARN)
                    .setCause(line.getThrown()).log("{}", formatter.formatMessage(line));
        }
    }

    @Override
    public void flush() {
        // nothing waits here
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
