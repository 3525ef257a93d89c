package metallb.bootstrap.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Prints the story while it happens: what is done, what came of it and how long that took. After its last word, nothing. */
final class Teller {
    private final PrintStream out;
    private int steps;
    private boolean silent;

    Teller(PrintStream out) {
        this.out = out;
    }

    synchronized void chapter(String text) {
        steps++;
        print("\n" + steps + ". " + text);
    }

    synchronized void title(String text) {
        print(text);
    }

    synchronized void line(String text) {
        print("     " + text);
    }

    synchronized void lines(List<String> texts) {
        texts.forEach(this::line);
    }

    /** A step that came true. */
    synchronized void cameTrue(String text, Duration after) {
        print("   ✓ " + text + "  (" + inWords(after) + ")");
    }

    /** A step that did not, with what was seen instead. */
    synchronized void missed(String text, Duration after, String seen) {
        failed(text + ": not after " + inWords(after) + "; seen: " + seen);
    }

    /** Something that went wrong, and what. */
    synchronized void failed(String text) {
        print("   ✗ " + text);
    }

    /** Ends it: whoever still has something to tell, such as that a process ended, comes too late. */
    synchronized void lastWord(String text) {
        print(text);
        silent = true;
    }

    private void print(String text) {
        if (!silent) {
            out.println(text);
        }
    }

    private static String inWords(Duration duration) {
        return duration.toMillis() < 1000 ? duration.toMillis() + " ms"
                : String.format("%.1f s", duration.toMillis() / 1000.0);
    }
}
