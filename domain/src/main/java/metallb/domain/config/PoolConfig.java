package metallb.domain.config;

import java.util.List;
import java.util.Objects;
import metallb.domain.net.AddressRange;
import metallb.domain.net.IpAddress;

/**
 * A pool of addresses to hand out.
 *
 * @param name unique among the pools
 * @param where the place of its item in the list
 * @param ranges what it owns, in the order written; they overlap neither each other nor another pool's
 * @param avoidBuggyIps leaves out IPv4 addresses that end in .0 or .255, which the pool then does not own either
 * @param autoAssign whether a service without a wish may get an address of it
 */
public record PoolConfig(String name, Where where, List<AddressRange> ranges, boolean avoidBuggyIps,
        boolean autoAssign) {
    public PoolConfig {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(where, "where");
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("pool " + name + " has no addresses");
        }
    }

    /** Whether this pool may hand out that address. */
    public boolean owns(IpAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address)) && !(avoidBuggyIps && isBuggy(address));
    }

    /** Whether some old equipment takes the address for a network or broadcast address. */
    public static boolean isBuggy(IpAddress address) {
        long lastOctet = address.low() & 0xff;
        return address.isIpv4() && (lastOctet == 0 || lastOctet == 255);
    }
}
