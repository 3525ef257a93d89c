package metallb.adapters.kubernetes;

import java.time.Duration;

/**
 * How long the cluster is waited for. The client's own defaults wait for ever, so every call gets one of these.
 *
 * @param connect for a connection, TLS included
 * @param read for a word of the answer to an ordinary call
 * @param call for the whole of an ordinary call; {@link KubernetesLease} refuses one that is not shorter than what lies between
 *     the end of a leader's term and the beginning of the next one's
 * @param page for the whole of one page of a list
 * @param watch how long the server is asked to keep a watch open
 * @param silence how much longer than {@code watch} nothing may be heard before a watch counts as dead
 * @param firstPause before the first repetition; doubles with each failure
 * @param longestPause where the doubling ends
 */
public record Timings(Duration connect, Duration read, Duration call, Duration page, Duration watch, Duration silence,
        Duration firstPause, Duration longestPause) {
    public Timings {
        if (watch.toSeconds() < 1) {
            throw new IllegalArgumentException("the API counts a watch in whole seconds: " + watch);
        }
    }

    /** What a cluster of any size is asked with: a dead watch is noticed after 130 s at most. */
    public static Timings usual() {
        return new Timings(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(4),
                Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(10), Duration.ofMillis(200),
                Duration.ofSeconds(30));
    }
}
