package metallb.bootstrap.scenario.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.core.MetricFamily;

/** {@code metrics speaker a metallb_bgp}: the metrics whose names begin so, as a scrape shows them. */
record ShowMetrics(Who who, String beginning) implements Command {
    static ShowMetrics parse(Arguments arguments) throws Refusal {
        ShowMetrics metrics = new ShowMetrics(arguments.who(), arguments.next("BEGINNING"));
        arguments.end();
        return metrics;
    }

    @Override
    public List<String> run(World world) throws Refusal {
        List<String> lines = new ArrayList<>();
        for (MetricFamily family : Asking.metrics(world, who)) {
            if (family.name().startsWith(beginning)) {
                family.samples().forEach(sample -> lines.add(family.name() + labels(sample) + " " + number(sample.value())));
            }
        }
        return lines.isEmpty() ? List.of("no metrics") : lines;
    }

    private static String labels(MetricFamily.Sample sample) {
        return sample.labels().isEmpty() ? "" : sample.labels().entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}
