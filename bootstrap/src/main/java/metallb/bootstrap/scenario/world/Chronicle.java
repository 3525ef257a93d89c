package metallb.bootstrap.scenario.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import metallb.domain.core.Report;
import metallb.ports.log.Journal;

/** What everybody said, each line with the virtual time and who said it. */
final class Chronicle {
    private static final long MICROS_A_SECOND = 1_000_000;

    private final VirtualTime time;
    private final Detail detail;
    private List<String> lines = new ArrayList<>();

    Chronicle(VirtualTime time, Detail detail) {
        this.time = time;
        this.detail = detail;
    }

    Detail detail() {
        return detail;
    }

    /** Takes down what one participant reports. */
    Journal of(String who) {
        return report -> {
            if (detail == Detail.EVERYTHING || report.level() != Report.Level.DEBUG) {
                add(who, inWords(report));
            }
        };
    }

    void add(String who, String what) {
        long micros = time.nanos() / 1000;
        String at = String.format(Locale.ROOT, "%d.%06d", micros / MICROS_A_SECOND, micros % MICROS_A_SECOND);
        // a line is a line, and a transcript's output holds no empty one
        lines.add(at + " " + who + " | " + what.strip().replaceAll("\\R+", " / "));
    }

    /** What was added since the last time. */
    List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines = new ArrayList<>();
        return taken;
    }

    private static String inWords(Report report) {
        String level = switch (report.level()) {
            case DEBUG -> "debug ";
            case INFO -> "";
            case WARNING -> "WARNING ";
            case ERROR -> "ERROR ";
        };
        return level + report.event() + " " + report.subject() + ": " + report.text();
    }
}
