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

    private final Questions questions;
    private final Duration patience;
    private final LongSupplier nanos;
    private final Supplier<List<MetricFamily>> process;
    private final AtomicReference<Last> last = new AtomicReference<>();

    /** An answer and when it was given. */
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
                last.set(new Last(families, nanos.getAsLong()));
                yield rendered(families, 0);
            }
            case Questions.Reply.Answered _ -> Reply.text(404, "not here\n");
            case Questions.Reply.Late() -> again();
            case Questions.Reply.Busy() -> Reply.text(503, "too many questions wait\n");
        };
    }

    private Reply again() {
        Last shown = last.get();
        if (shown == null) {
            return Reply.text(503, "the core does not answer\n");
        }
        return rendered(shown.families(), (nanos.getAsLong() - shown.nanos()) / 1e9);
    }

    private Reply rendered(List<MetricFamily> families, double age) {
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        families.forEach(family -> snapshots.metricSnapshot(snapshot(family)));
        process.get().forEach(family -> snapshots.metricSnapshot(snapshot(family)));
        snapshots.metricSnapshot(snapshot(MetricFamily.single(AGE, "Seconds since the core gave these metrics.",
                MetricFamily.Type.GAUGE, age)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
        try {
            writer.write(bytes, snapshots.build(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory", e);
        }
        return new Reply(200, writer.getContentType(), bytes.toByteArray());
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
