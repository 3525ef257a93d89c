package metallb.bootstrap.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again and again until an answer is the wanted one, the time is over, or it can't become true any more. */
record Waiting(Duration limit, Duration pause) {
    private static final Duration PAUSE = Duration.ofMillis(25);

    static Waiting upTo(Duration limit) {
        return new Waiting(limit, PAUSE);
    }

    /** Something that may not be there yet, or fail while its process starts. */
    interface Question<T> {
        T ask() throws Exception;
    }

    /** How the waiting ended; {@code after} is how long it took. */
    sealed interface Outcome<T> {
        Duration after();

        record CameTrue<T>(T value, Duration after) implements Outcome<T> {}

        /** The time is over. {@code seen}: the last answer, or what the last attempt failed with. */
        record Missed<T>(String seen, Duration after) implements Outcome<T> {}

        /** It was not worth the waiting any more. */
        record Hopeless<T>(String why, Duration after) implements Outcome<T> {}
    }

    /**
     * @param hopeless why the answer can't become the wanted one any more; looked at before each question, so that an
     *     answer from before does not hide it
     */
    <T> Outcome<T> until(Question<T> question, Predicate<T> wanted, Supplier<Optional<String>> hopeless) {
        long begin = System.nanoTime();
        while (true) {
            Optional<String> why = hopeless.get();
            if (why.isPresent()) {
                return new Outcome.Hopeless<>(why.get(), since(begin));
            }
            String seen;
            try {
                T answer = question.ask();
                if (wanted.test(answer)) {
                    return new Outcome.CameTrue<>(answer, since(begin));
                }
                seen = String.valueOf(answer);
            } catch (Exception e) {
                seen = e.getMessage() == null ? e.toString() : e.getMessage();
            }
            if (since(begin).compareTo(limit) > 0 || Thread.currentThread().isInterrupted()) {
                // what died while the last question was under way explains more than the answer that did not come
                return hopeless.get().<Outcome<T>>map(late -> new Outcome.Hopeless<>(late, since(begin)))
                        .orElse(new Outcome.Missed<>(seen, since(begin)));
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
