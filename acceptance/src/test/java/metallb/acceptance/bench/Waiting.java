package metallb.acceptance.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Waits for what processes do. */
public final class Waiting {
    private static final long LIMIT_SECONDS = 300;
    private static final long BETWEEN_MILLIS = 20;

    private Waiting() {}

    /** What may be asked again and again. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** @throws IOException where it does not hold for 300 s */
    public static void until(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("not after " + LIMIT_SECONDS + " s: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
        }
    }
}
