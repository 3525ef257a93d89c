package metallb.domain.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How many services there are of each outcome, by the stable words that log and views use; a word without one has no row. */
final class OutcomeMetric {
    private OutcomeMetric() {}

    /** @param words one for each service */
    static MetricFamily of(String name, String help, Stream<String> words) {
        Map<String, Integer> counts = new TreeMap<>();
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
        List<MetricFamily.Sample> samples = new ArrayList<>();
        counts.forEach((word, count) -> {
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("outcome", word);
            samples.add(new MetricFamily.Sample(labels, count));
        });
        return new MetricFamily(name, help, MetricFamily.Type.GAUGE, samples);
    }
}
