package metallb.adapters.http;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import metallb.domain.core.MetricFamily;

/**
 * Prometheus' text format, version 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats), written sample by sample:
 * nothing but a buffer is held, however many samples there are. The client library makes objects of all of them first.
 */
final class PrometheusText {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Writer out;

    PrometheusText(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    /** In order of the names; a family without samples is left out. */
    PrometheusText write(List<MetricFamily> families) throws IOException {
        for (MetricFamily family : families.stream().sorted(Comparator.comparing(MetricFamily::name)).toList()) {
            if (!family.samples().isEmpty()) {
                write(family);
            }
        }
        out.flush();
        return this;
    }

    private void write(MetricFamily family) throws IOException {
        if (!family.help().isEmpty()) {
            out.append("# HELP ").append(family.name()).append(' ');
            escaped(family.help(), false);
            out.append('\n');
        }
        out.append("# TYPE ").append(family.name()).append(' ').append(family.type().name().toLowerCase(Locale.ROOT))
                .append('\n');
        for (MetricFamily.Sample sample : family.samples()) {
            out.append(family.name());
            labels(sample.labels());
            out.append(' ').append(number(sample.value())).append('\n');
        }
    }

    /** In order of their names, as the client library has it. */
    private void labels(Map<String, String> labels) throws IOException {
        char before = '{';
        for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
            out.append(before).append(label.getKey()).append("=\"");
            escaped(label.getValue(), true);
            out.append('"');
            before = ',';
        }
        out.append(labels.isEmpty() ? "" : "}");
    }

    /** A quote ends a label's value, and means nothing in a help. */
    private void escaped(String text, boolean quoted) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            switch (next) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '"' -> out.append(quoted ? "\\\"" : "\"");
                default -> out.append(next);
            }
        }
    }

    private static String number(double value) {
        return Double.isInfinite(value) ? value > 0 ? "+Inf" : "-Inf" : Double.toString(value);
    }
}
