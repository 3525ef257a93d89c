package metallb.acceptance.simulation;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was so, up to now: in calm times what is so, and just was; in trouble everything since it began. */
final class Recent<T> {
    /** How long something decided a moment ago may take to be seen. */
    private static final Duration JUST = Duration.ofSeconds(1);

    private final Map<T, Duration> lastSeen = new LinkedHashMap<>();

    void add(T value, AddressRecord.Moment moment) {
        add(value, moment.now(), moment.lastLook(), moment.isCalm());
    }

    /** @param lastLook what was so then may have been so until now */
    void add(T value, Duration now, Duration lastLook, boolean isCalm) {
        lastSeen.put(value, now);
        if (isCalm) {
            lastSeen.values().removeIf(seen -> seen.plus(JUST).compareTo(lastLook) < 0);
        }
    }

    Collection<T> all() {
        return List.copyOf(lastSeen.keySet());
    }
}
