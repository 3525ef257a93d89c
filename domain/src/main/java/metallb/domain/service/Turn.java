package metallb.domain.service;

import java.time.Instant;
import java.util.Comparator;
import metallb.domain.cluster.ObjectKey;

/**
 * Whose turn it is: services without an address first, the oldest first, equally old ones in order of their keys.
 *
 * @param holds whether it has an address, so that only a changed wish brings it here
 */
public record Turn(boolean holds, Instant created, ObjectKey service) implements Comparable<Turn> {
    private static final Comparator<Turn> ORDER = Comparator.comparing(Turn::holds).thenComparing(Turn::created)
            .thenComparing(Turn::service);

    @Override
    public int compareTo(Turn other) {
        return ORDER.compare(this, other);
    }
}
