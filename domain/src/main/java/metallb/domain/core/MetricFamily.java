package metallb.domain.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A metric under one name.
 *
 * @param name as Prometheus shows it; a counter's ends in {@code _total}
 * @param help one sentence
 */
public record MetricFamily(String name, String help, Type type, List<Sample> samples) {
    public MetricFamily {
        samples = List.copyOf(samples);
    }

    public static MetricFamily single(String name, String help, Type type, double value) {
        return new MetricFamily(name, help, type, List.of(new Sample(new LinkedHashMap<>(), value)));
    }

    public enum Type {
        GAUGE,
        COUNTER
    }

    /** One value; labels in the order that they are to be shown. */
    public record Sample(Map<String, String> labels, double value) {
        public Sample {
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        }
    }
}
