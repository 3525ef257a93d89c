package metallb.domain.pool;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import metallb.domain.net.Family;

/** The ranges that still have a free address, in the order written, so that full ones cost nothing. */
final class RoomyRanges {
    private final EnumMap<Family, TreeMap<Integer, FreeRange>> byFamily = new EnumMap<>(Family.class);

    /** The families of all ranges, full ones too. */
    private final Set<Family> families = EnumSet.noneOf(Family.class);

    RoomyRanges() {
        for (Family family : Family.values()) {
            byFamily.put(family, new TreeMap<>());
        }
    }

    /** To be called after each change of a range. */
    void update(FreeRange range) {
        families.add(range.family());
        Map<Integer, FreeRange> ranges = byFamily.get(range.family());
        if (range.hasRoom()) {
            ranges.put(range.order(), range);
        } else {
            ranges.remove(range.order());
        }
    }

    /** Whether there are ranges, and none of these families. */
    boolean areOthersThan(List<Family> wanted) {
        return !families.isEmpty() && wanted.stream().noneMatch(families::contains);
    }

    /** Of the first pool with room the first range with room, trying the families in their order within a pool. */
    Optional<FreeRange> first(List<Family> families) {
        FreeRange first = null;
        for (Family family : families) {
            Map.Entry<Integer, FreeRange> entry = byFamily.get(family).firstEntry();
            if (entry != null && (first == null || entry.getValue().pool().order() < first.pool().order())) {
                first = entry.getValue();
            }
        }
        return Optional.ofNullable(first);
    }
}
