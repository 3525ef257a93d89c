package metallb.adapters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import metallb.domain.core.MetricFamily;
import metallb.domain.core.MetricFamily.Sample;
import metallb.domain.core.MetricFamily.Type;
import org.junit.jupiter.api.Test;

/** The client library is the oracle: what it writes, byte for byte. It has the samples of a family in order of their labels. */
class PrometheusTextTest {
    private static final List<String> NAMES = List.of("ip", "node", "peer", "service", "text");
    private static final List<String> TEXTS = List.of("", "a", "b c", "\"", "\\", "\n", "\\n", "{}=,", "\u00e4\u20ac", "\t\r", "\ud83d\ude00");
    private static final double[] VALUES = {0, -0.0, 1, 3.25, 1e6, 1e7, 1e-5, 123456789012.0, Double.MAX_VALUE, Double.NaN,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

    @Test
    void isWhatTheLibraryWrites() throws IOException {
        for (int seed = 0; seed < 500; seed++) {
            List<MetricFamily> families = families(new SplittableRandom(seed));
            assertEquals(byTheLibrary(families), byUs(families), "seed " + seed);
        }
    }

    @Test
    void isWhatTheLibraryWritesOfTheProcess() throws IOException {
        List<MetricFamily> families = ProcessMetrics.now();
        assertEquals(byTheLibrary(families), byUs(families));
    }

    private static List<MetricFamily> families(SplittableRandom random) {
        List<MetricFamily> families = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            Type type = random.nextBoolean() ? Type.COUNTER : Type.GAUGE;
            TreeMap<String, Sample> samples = new TreeMap<>();
            for (int j = random.nextInt(5); j > 0; j--) {
                Map<String, String> labels = new TreeMap<>();
                NAMES.stream().filter(name -> random.nextBoolean()).forEach(name -> labels.put(name, text(random)));
                samples.put(labels.toString(), new Sample(labels, value(type, random)));
            }
            List<Sample> sorted = samples.values().stream().sorted((a, b) -> labels(a).compareTo(labels(b))).toList();
            String help = text(random) + text(random);
            String name = "m" + i + (type == Type.COUNTER || random.nextBoolean() ? "_total" : "_bytes");
            families.add(random.nextBoolean() ? new MetricFamily(name, help, type, sorted)
                    : MetricFamily.ofRows(name, help, type, sorted, sample -> sample));
        }
        return families;
    }

    /** The library takes no counter below zero, nor one that is no number. */
    private static double value(Type type, SplittableRandom random) {
        double value = VALUES[random.nextInt(VALUES.length)];
        return type == Type.GAUGE || value >= 0 ? value : 7;
    }

    private static String text(SplittableRandom random) {
        return TEXTS.get(random.nextInt(TEXTS.size())) + TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static String byUs(List<MetricFamily> families) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new PrometheusText(bytes).write(families);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String byTheLibrary(List<MetricFamily> families) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(bytes,
                new MetricSnapshots(families.stream().map(PrometheusTextTest::snapshot).toList()),
                EscapingScheme.UNDERSCORE_ESCAPING);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static MetricSnapshot snapshot(MetricFamily family) {
        return switch (family.type()) {
            case GAUGE -> {
                GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(family.name()).help(family.help());
                family.samples().forEach(sample -> gauge.dataPoint(
                        new GaugeDataPointSnapshot(sample.value(), labels(sample), null)));
                yield gauge.build();
            }
            case COUNTER -> {
                CounterSnapshot.Builder counter = CounterSnapshot.builder().name(family.name()).help(family.help());
                family.samples().forEach(sample -> counter.dataPoint(
                        new CounterDataPointSnapshot(sample.value(), labels(sample), null, 0)));
                yield counter.build();
            }
        };
    }

    private static Labels labels(Sample sample) {
        return Labels.of(sample.labels().keySet().toArray(String[]::new), sample.labels().values().toArray(String[]::new));
    }
}
