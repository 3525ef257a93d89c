package metallb.acceptance.simulation;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * For what reasons a router may still have a route that it should not have any more, and for how long. Without such a reason
 * it has to be gone almost at once.
 */
final class Delays {
    /** Of every session. */
    static final Duration HOLD_TIME = Duration.ofSeconds(30);
    /** The latencies of API and network, and the packing of UPDATEs, many times over. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    /** How long a speaker may take to its end (decided behaviour 13). */
    private static final Duration STOPPING = Duration.ofSeconds(3);

    /** Until when a speaker knows nothing of what happens in the API. */
    private final Map<String, Duration> blindUntil = new TreeMap<>();
    /** Since when a speaker is to end. */
    private final Map<String, Duration> stopping = new TreeMap<>();
    /** By router and node. */
    private final Map<String, Cut> cuts = new TreeMap<>();

    /** @param until empty while it lasts */
    private record Cut(Duration since, Optional<Duration> until) {}

    /** Takes in what was done to the world. */
    void done(String command, Duration now) {
        String[] words = command.split("\\s+");
        switch (words[0]) {
            case "outage" -> speaker(words).ifPresent(node -> blindUntil.put(node, now.plus(Simulation.length(words[3]))));
            case "stop" -> speaker(words).ifPresent(node -> stopping.putIfAbsent(node, now));
            case "start" -> speaker(words).ifPresent(node -> {
                blindUntil.remove(node);
                stopping.remove(node);
            });
            case "cut" -> {
                if (find(words[2], words[1]).filter(cut -> cut.until().isEmpty()).isEmpty()) {
                    cuts.put(words[2] + " " + words[1], new Cut(now, Optional.empty()));
                }
            }
            case "heal" -> find(words[2], words[1]).filter(cut -> cut.until().isEmpty()).ifPresent(cut ->
                    cuts.put(words[2] + " " + words[1], new Cut(cut.since(), Optional.of(now))));
            default -> { /* nothing that holds up a withdrawal */ }
        }
    }

    /** Whether it was told to end, and so is to announce nothing more. */
    boolean isStopping(String node) {
        return stopping.containsKey(node);
    }

    /** Until when a router may have a path from that node that it should not have since then. */
    Duration until(String router, String node, Duration since) {
        Duration until = later(since, blindUntil.getOrDefault(node, Duration.ZERO));
        if (stopping.containsKey(node)) {
            until = later(until, stopping.get(node).plus(STOPPING));
        }
        return later(until, find(router, node).map(Delays::until).orElse(Duration.ZERO)).plus(AT_ONCE);
    }

    /**
     * While a line is cut, the router believes what it heard last until the hold time is over. When it is healed in time, what
     * waited arrives: the withdrawals, or the news that the other end is gone.
     */
    private static Duration until(Cut cut) {
        Duration held = cut.since().plus(HOLD_TIME);
        return cut.until().filter(healed -> healed.compareTo(held) < 0).orElse(held);
    }

    private Optional<Cut> find(String router, String node) {
        return Optional.ofNullable(cuts.get(router + " " + node));
    }

    private static Optional<String> speaker(String[] words) {
        return words[1].equals("speaker") ? Optional.of(words[2]) : Optional.empty();
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
