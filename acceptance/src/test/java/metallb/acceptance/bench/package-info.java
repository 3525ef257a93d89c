/**
 * Benchmarks: they print figures and ratios, each against a reference of the same run, and fail where a ratio is over its
 * goal. Not part of {@code mvn verify}; {@code acceptance/bench/run} runs them.
 */
package metallb.acceptance.bench;
