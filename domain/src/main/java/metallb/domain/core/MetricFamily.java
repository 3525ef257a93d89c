package metallb.domain.core;

import java.util.AbstractList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.function.Function;

/**
 * A metric under one name.
 *
 * @param name as Prometheus shows it; a counter's ends in {@code _total}
 * @param help one sentence
 */
public record MetricFamily(String name, String help, Type type, List<Sample> samples) {
    public MetricFamily {
        samples = samples instanceof Rows<?> ? samples : List.copyOf(samples);
    }

    /**
     * One sample a row, made anew each time that it is read: ten thousand at once would be most of what a speaker holds.
     *
     * @param rows values that never change
     * @param sample a pure function; whichever thread reads runs it
     */
    public static <R> MetricFamily ofRows(String name, String help, Type type, List<R> rows, Function<R, Sample> sample) {
        return new MetricFamily(name, help, type, new Rows<>(List.copyOf(rows), sample));
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

    private static final class Rows<R> extends AbstractList<Sample> implements RandomAccess {
        private final List<R> rows;
        private final Function<R, Sample> sample;

        Rows(List<R> rows, Function<R, Sample> sample) {
            this.rows = rows;
            this.sample = sample;
        }

        @Override
        public Sample get(int index) {
            return sample.apply(rows.get(index));
        }

        @Override
        public int size() {
            return rows.size();
        }
    }
}
