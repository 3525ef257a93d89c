package metallb.adapters.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import metallb.domain.core.Answer;
import metallb.domain.core.MetricFamily;
import metallb.domain.core.Query;
import metallb.ports.question.Questions;

/**
 * The core's metrics in Prometheus' text format. Where the core does not answer in time, its last answer is shown
 * again; {@value #AGE} tells its age.
 */
final class Metrics {
    /** Seconds since the core gave the metrics that are shown; 0 where it just did. */
    static final String AGE = "metallb_metrics_age_seconds";

    private final Questions questions;
    private final Duration patience;
    private final LongSupplier nanos;
    private final Supplier<List<MetricFamily>> process;
    private final AtomicReference<Last> last = new AtomicReference<>();

    /** An answer, and when it was given. */
    private record Last(List<MetricFamily> families, long nanos) {}

    /**
     * @param patience how long a scrape waits for the core
     * @param nanos a monotonic clock
     * @param process what is shown besides, always fresh
     */
    Metrics(Questions questions, Duration patience, LongSupplier nanos, Supplier<List<MetricFamily>> process) {
        this.questions = questions;
        this.patience = patience;
        this.nanos = nanos;
        this.process = process;
    }

    Reply scrape() {
        return switch (questions.ask(new Query.Metrics(), patience)) {
            case Questions.Reply.Answered(Answer.Metrics(List<MetricFamily> families)) -> {
                Last given = new Last(families, nanos.getAsLong());
                last.set(given);
                yield shown(given, 0);
            }
            case Questions.Reply.Answered _ -> Reply.text(404, "not here\n");
            case Questions.Reply.Late() -> again();
            case Questions.Reply.Busy() -> Reply.text(503, "too many questions wait\n");
        };
    }

    private Reply again() {
        Last again = last.get();
        return again == null ? Reply.text(503, "the core does not answer\n")
                : shown(again, (nanos.getAsLong() - again.nanos()) / 1e9);
    }

    /** The core's metrics, and after them those of the process and the age. */
    private Reply shown(Last answer, double age) {
        List<MetricFamily> besides = new ArrayList<>(process.get());
        besides.add(MetricFamily.single(AGE, "Seconds since the core gave these metrics.", MetricFamily.Type.GAUGE, age));
        return new Reply.Written(200, PrometheusText.TYPE,
                out -> new PrometheusText(out).write(answer.families()).write(besides));
    }
}
