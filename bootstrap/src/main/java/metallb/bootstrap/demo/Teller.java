package metallb.bootstrap.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Prints the story while it happens: what is done, what came of it and how long that took. */
final class Teller {
    private final PrintStream out;
    private int steps;

    Teller(PrintStream out) {
        this.out = out;
    }

    void chapter(String text) {
        steps++;
        out.printf("%n%d. %s%n", steps, text);
    }

    void line(String text) {
        out.println("     " + text);
    }

    void lines(List<String> texts) {
        texts.forEach(this::line);
    }

    /** A step that came true. */
    void cameTrue(String text, Duration after) {
        out.printf("   ✓ %s  (%s)%n", text, inWords(after));
    }

    /** A step that did not, with what was seen instead. */
    void failed(String text, Duration after, String seen) {
        out.printf("   ✗ %s: not after %s; seen: %s%n", text, inWords(after), seen);
    }

    private static String inWords(Duration duration) {
        return duration.toMillis() < 1000 ? duration.toMillis() + " ms"
                : String.format("%.1f s", duration.toMillis() / 1000.0);
    }
}
