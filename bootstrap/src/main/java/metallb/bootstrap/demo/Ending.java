package metallb.bootstrap.demo;

/**
 * The end of the demo, which comes once, by itself or by a signal: what runs is ended, and the directory is removed after
 * a good end and named after any other.
 */
final class Ending {
    private final Stage stage;
    private final Teller teller;
    private boolean over;
    private boolean playing;
    private int status;

    Ending(Stage stage, Teller teller) {
        this.stage = stage;
        this.teller = teller;
        Runtime.getRuntime().addShutdownHook(new Thread(this::signalled, "goodbye"));
    }

    /** From here on a signal is how it is meant to end. A process that is lost is told, and no reason to end the rest. */
    synchronized void play() {
        playing = true;
        stage.children().forEach(child -> child.onEnd(() -> lost(child)));
    }

    private synchronized void lost(Child child) {
        if (!over) {
            status = 1;
            child.death().ifPresent(teller::failed);
        }
    }

    /** Ends it, if nothing else did already. */
    synchronized void come(boolean good) {
        if (!over) {
            over = true;
            end(good, good ? "\nEvery step came true." : "\nNOT every step came true; the logs are in " + stage.directory());
        }
    }

    private synchronized void signalled() {
        if (over) {
            return;
        }
        over = true;
        if (!playing) {
            // the JVM ends with 128 and the signal's number
            teller.failed("a signal ended the demo before its story was over");
            end(false, "\nThe logs are in " + stage.directory());
            return;
        }
        end(status == 0, status == 0 ? "\nEnded." : "\nEnded; the logs are in " + stage.directory());
        Runtime.getRuntime().halt(status);
    }

    private void end(boolean good, String lastWord) {
        teller.lastWord(lastWord);
        stage.close();
        if (good) {
            stage.directory().remove();
        }
    }
}
