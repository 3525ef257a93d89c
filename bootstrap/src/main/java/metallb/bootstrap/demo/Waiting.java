package metallb.bootstrap.demo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Asks again and again until an answer is the wanted one or the time is over. */
record Waiting(Duration limit, Duration pause) {
    static final Waiting DEFAULT = new Waiting(Duration.ofSeconds(60), Duration.ofMillis(25));

    /** Something that may not be there yet, or fail while its process starts. */
    interface Question<T> {
        T ask() throws Exception;
    }

    /**
     * What was seen at last.
     *
     * @param value the last answer; null where none ever came
     * @param error what the last attempt failed with; empty where it answered
     */
    record Outcome<T>(boolean held, T value, String error, Duration after) {
        String seen() {
            return error.isEmpty() ? String.valueOf(value) : error;
        }
    }

    <T> Outcome<T> until(Question<T> question, Predicate<T> wanted) {
        long begin = System.nanoTime();
        T last = null;
        String error = "";
        while (true) {
            try {
                last = question.ask();
                error = "";
                if (wanted.test(last)) {
                    return new Outcome<>(true, last, error, Duration.ofNanos(System.nanoTime() - begin));
                }
            } catch (Exception e) {
                error = e.toString();
            }
            Duration after = Duration.ofNanos(System.nanoTime() - begin);
            if (after.compareTo(limit) > 0 || Thread.currentThread().isInterrupted()) {
                return new Outcome<>(false, last, error, after);
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
