package metallb.acceptance.bench.wire;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link WireBenchmark} and prints nanoseconds a prefix, each beside the copy of the same bytes of the same run: the best
 * of twenty measurements of 100 ms, since what else the machine does can only add to them.
 */
public final class WireFigures {
    private WireFigures() {}

    public static void main(String[] arguments) throws RunnerException {
        Options options = new OptionsBuilder().include(WireBenchmark.class.getName()).mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS).forks(2).warmupIterations(5).warmupTime(TimeValue.milliseconds(100))
                .measurementIterations(10).measurementTime(TimeValue.milliseconds(100))
                // the last one is for JMH itself, which would be warned about
                .jvmArgs("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "--sun-misc-unsafe-memory-access=allow").verbosity(VerboseMode.SILENT).build();
        Map<String, Double> nanos = new TreeMap<>();
        for (RunResult result : new Runner(options).run()) {
            String deed = result.getParams().getBenchmark().replaceAll(".*\\.", "");
            int count = Integer.parseInt(result.getParams().getParam("count"));
            nanos.put(key(deed, result.getParams().getParam("family"), count),
                    result.getPrimaryResult().getStatistics().getMin() / count);
        }
        System.out.println("Nanoseconds a prefix, beside a loop that copies the same bytes one by one:");
        for (String deed : new String[] {"encode", "decode"}) {
            for (String family : new String[] {"IPV4", "IPV6"}) {
                for (int count : new int[] {1, 100, 10_000}) {
                    double ours = nanos.get(key(deed, family, count));
                    double copy = nanos.get(key("copy", family, count));
                    System.out.printf(Locale.ROOT, "%s, %s, %,6d at a time   %8.1f ns   copy %8.1f ns   ratio %6.2f%n",
                            deed, family, count, ours, copy, ours / copy);
                }
            }
        }
    }

    private static String key(String deed, String family, int count) {
        return deed + " " + family + " " + count;
    }
}
