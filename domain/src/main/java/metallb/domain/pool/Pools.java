package metallb.domain.pool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import metallb.domain.config.Config;
import metallb.domain.config.PoolConfig;
import metallb.domain.net.AddressRange;
import metallb.domain.net.IpAddress;

/** The pools of one configuration and what of them is free. Knows no holders. */
final class Pools {
    private final Map<String, Pool> byName = new LinkedHashMap<>();
    /** Each range under its first address; ranges of a configuration never overlap. */
    private final TreeMap<IpAddress, FreeRange> byFirst = new TreeMap<>();
    private final RoomyRanges automatic = new RoomyRanges();

    Pools(Config config) {
        for (PoolConfig written : config.pools()) {
            Pool pool = new Pool(written.name(), byName.size(), written.autoAssign());
            byName.put(pool.name(), pool);
            for (AddressRange addresses : written.ranges()) {
                FreeRange range = new FreeRange(pool, byFirst.size(), addresses, written.avoidBuggyIps());
                byFirst.put(addresses.first(), range);
                pool.grow(range.capacity());
                update(range);
            }
        }
    }

    Optional<Pool> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Optional<FreeRange> rangeOf(IpAddress address) {
        Map.Entry<IpAddress, FreeRange> below = byFirst.floorEntry(address);
        return below != null && below.getValue().owns(address) ? Optional.of(below.getValue()) : Optional.empty();
    }

    /** The first range with room among the pools that assign by themselves. */
    RoomyRanges automatic() {
        return automatic;
    }

    void take(FreeRange range, IpAddress address) {
        if (!range.take(address)) {
            throw new IllegalStateException(address + " is taken already");
        }
        range.pool().countInUse(1);
        update(range);
    }

    /** Frees an address that was taken; one that no range owns is nothing to us. */
    void giveBack(IpAddress address) {
        rangeOf(address).ifPresent(range -> {
            range.give(address);
            range.pool().countInUse(-1);
            update(range);
        });
    }

    List<PoolUse> use() {
        return byName.values().stream().map(Pool::use).toList();
    }

    private void update(FreeRange range) {
        range.pool().roomy().update(range);
        if (range.pool().autoAssign()) {
            automatic.update(range);
        }
    }
}
