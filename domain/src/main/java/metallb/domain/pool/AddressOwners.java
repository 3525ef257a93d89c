package metallb.domain.pool;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import metallb.domain.config.Config;
import metallb.domain.config.PoolConfig;
import metallb.domain.net.AddressRange;
import metallb.domain.net.IpAddress;

/**
 * Which pool owns an address under one configuration, in O(log n) over the ranges of all pools, which never overlap.
 * Immutable; knows nothing of who holds what.
 */
public final class AddressOwners {
    private final TreeMap<IpAddress, Owned> byFirst = new TreeMap<>();

    public AddressOwners(Config config) {
        for (PoolConfig pool : config.pools()) {
            for (AddressRange range : pool.ranges()) {
                byFirst.put(range.first(), new Owned(range, pool));
            }
        }
    }

    /** The pool that may hand out the address; empty where none does. */
    public Optional<PoolConfig> ownerOf(IpAddress address) {
        return Optional.ofNullable(byFirst.floorEntry(address)).map(Map.Entry::getValue)
                .filter(owned -> owned.range().contains(address))
                .filter(owned -> !(owned.pool().avoidBuggyIps() && PoolConfig.isBuggy(address)))
                .map(Owned::pool);
    }

    private record Owned(AddressRange range, PoolConfig pool) {}
}
