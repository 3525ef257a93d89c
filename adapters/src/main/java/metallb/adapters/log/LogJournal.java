package metallb.adapters.log;

import metallb.domain.core.Report;
import metallb.ports.log.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Hands the core's reports to SLF4J; what it is about and what happened go along as key and value. */
public final class LogJournal implements Journal {
    static final String SUBJECT = "subject";
    static final String EVENT = "event";

    private final Logger logger = LoggerFactory.getLogger("metallb");

    @Override
    public void report(Report report) {
        logger.atLevel(level(report.level()))
                .addKeyValue(SUBJECT, report.subject())
                .addKeyValue(EVENT, report.event())
                // as an argument, since braces in a text are no place for one
                .log("{}", report.text());
    }

    private static Level level(Report.Level level) {
        return switch (level) {
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARN;
            case ERROR -> Level.ERROR;
        };
    }
}
