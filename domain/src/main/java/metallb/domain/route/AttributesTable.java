package metallb.domain.route;

import java.util.LinkedHashMap;

/**
 * Keeps one instance of equal attributes. Bounded: beyond its capacity the set that was asked for longest ago is forgotten,
 * which costs only that an equal one interned later is another instance; so equality is asked by {@code equals}, which
 * answers at once for the same instance.
 */
public final class AttributesTable {
    private static final float LOAD = 0.75f;

    private final int capacity;
    private final LinkedHashMap<Attributes, Attributes> known = new LinkedHashMap<>(16, LOAD, true);

    public AttributesTable(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity);
        }
        this.capacity = capacity;
    }

    /** The instance kept for attributes equal to these; these, when they are new. */
    public Attributes intern(Attributes attributes) {
        Attributes kept = known.putIfAbsent(attributes, attributes);
        if (known.size() > capacity) {
            known.pollFirstEntry();
        }
        return kept == null ? attributes : kept;
    }

    public int size() {
        return known.size();
    }
}
