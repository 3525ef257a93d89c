/** Micro benchmarks of the codec (JMH), run by {@code acceptance/bench/wire}. */
package metallb.acceptance.bench.wire;
