package metallb.domain.core;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;
import metallb.domain.net.Now;

/**
 * The writes that wait for their answers, one an object. One that waits longer than a server takes that is well gives its
 * place to another, so that objects whose writes are never answered do not keep those behind them from being tried; it waits
 * on beside, where {@value #HANGING} may.
 */
final class WritePlaces {
    static final int HANGING = 48;
    private static final int REPEATS = ApiWrites.LIMIT / 2;
    private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

    /** In the order in which they were sent. */
    private final SequencedMap<ApiWrites.Target, Flight> fresh = new LinkedHashMap<>();
    private final TreeMap<ApiWrites.Target, Flight> hanging = new TreeMap<>();
    private int repeats;

    private record Flight(long sentAt, boolean isRepeat) {}

    /** How many wait for an answer, those that hang included. */
    int all() {
        return fresh.size() + hanging.size();
    }

    boolean isFree(int room) {
        return fresh.size() < room;
    }

    boolean isFreeForRepeat() {
        return repeats < REPEATS;
    }

    void take(ApiWrites.Target target, boolean isRepeat, Now now) {
        fresh.put(target, new Flight(now.nanos(), isRepeat));
        repeats += isRepeat ? 1 : 0;
    }

    /** The write to this object was answered, or never will be; when it was sent, in nanoseconds. */
    long leave(ApiWrites.Target target) {
        Flight left = fresh.containsKey(target) ? fresh.remove(target) : hanging.remove(target);
        repeats -= left.isRepeat() ? 1 : 0;
        return left.sentAt();
    }

    /** Frees the places of those that hang by now. */
    void age(Now now) {
        while (nextFree().orElse(Long.MAX_VALUE) <= now.nanos()) {
            var oldest = fresh.pollFirstEntry();
            hanging.put(oldest.getKey(), oldest.getValue());
        }
    }

    /** When a place is free though no answer comes; empty where none will be. */
    OptionalLong nextFree() {
        return fresh.isEmpty() || hanging.size() >= HANGING ? OptionalLong.empty()
                : OptionalLong.of(fresh.firstEntry().getValue().sentAt() + PATIENCE);
    }
}
