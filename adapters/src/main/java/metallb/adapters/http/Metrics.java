package metallb.adapters.http;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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

    private static final PrometheusTextFormatWriter WRITER = PrometheusTextFormatWriter.create();

    private final Questions questions;
    private final Duration patience;
    private final LongSupplier nanos;
    private final Supplier<List<MetricFamily>> process;
    private final AtomicReference<Last> last = new AtomicReference<>();

    /** An answer in Prometheus' format, a fifth of what it takes as objects, and when it was given. */
    private record Last(byte[] text, long nanos) {}

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
                Last given = new Last(text(families), nanos.getAsLong());
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
        byte[] more = text(besides);
        byte[] body = Arrays.copyOf(answer.text(), answer.text().length + more.length);
        System.arraycopy(more, 0, body, answer.text().length, more.length);
        return new Reply(200, WRITER.getContentType(), body);
    }

    /** In order of the names. Each by itself, so that a family of ten thousand samples is the most that is there twice. */
    private static byte[] text(List<MetricFamily> families) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (MetricFamily family : families.stream().sorted(Comparator.comparing(MetricFamily::name)).toList()) {
            try {
                WRITER.write(bytes, MetricSnapshots.of(snapshot(family)), EscapingScheme.UNDERSCORE_ESCAPING);
            } catch (IOException e) {
                throw new UncheckedIOException("writing into memory", e);
            }
        }
        return bytes.toByteArray();
    }

    private static MetricSnapshot snapshot(MetricFamily family) {
        return switch (family.type()) {
            case GAUGE -> {
                GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(family.name()).help(family.help());
                for (MetricFamily.Sample sample : family.samples()) {
                    gauge.dataPoint(new GaugeDataPointSnapshot(sample.value(), labels(sample.labels()), null));
                }
                yield gauge.build();
            }
            case COUNTER -> {
                CounterSnapshot.Builder counter = CounterSnapshot.builder().name(family.name()).help(family.help());
                for (MetricFamily.Sample sample : family.samples()) {
                    counter.dataPoint(new CounterDataPointSnapshot(sample.value(), labels(sample.labels()), null, 0));
                }
                yield counter.build();
            }
        };
    }

    private static Labels labels(Map<String, String> labels) {
        return Labels.of(labels.keySet().toArray(String[]::new), labels.values().toArray(String[]::new));
    }
}
