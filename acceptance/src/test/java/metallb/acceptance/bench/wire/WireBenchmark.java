package metallb.acceptance.bench.wire;

import org.openjdk.jmh.annotations.Benchmark;

/** What one burst of routes costs the codec; {@link WireFigures} divides by the prefixes. */
public class WireBenchmark {
    @Benchmark
    public int encode(Routes routes) {
        return routes.encode();
    }

    @Benchmark
    public int decode(Routes routes) {
        return routes.decode();
    }

    @Benchmark
    public int copy(Routes routes) {
        return routes.copy();
    }
}
