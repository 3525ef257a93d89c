package metallb.domain.config;

import java.util.List;
import metallb.domain.net.AddressRange;
import metallb.domain.net.Prefix;

/**
 * Warns of what the usage page's own example invites to: a few dear public addresses, written before a large private
 * pool and without {@code auto-assign: false}, go to whatever service asks first.
 */
final class PoolAdvice {
    /** A /24. A pool of public addresses that is larger is meant to be used. */
    private static final long SMALL = 256;

    /** RFC 1918, RFC 6598, RFC 3927, RFC 1122 3.2.1.3, RFC 4193 and RFC 4291 2.5. */
    private static final List<AddressRange> PRIVATE = List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
            "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8", "fc00::/7", "fe80::/10", "::/127")
            .stream().map(Prefix::of).map(AddressRange::of).toList();

    private PoolAdvice() {}

    static void give(List<PoolConfig> pools, Findings findings) {
        List<PoolConfig> willing = pools.stream().filter(PoolConfig::autoAssign).toList();
        long largest = willing.stream().mapToLong(PoolAdvice::size).max().orElse(0);
        for (PoolConfig pool : willing) {
            long size = size(pool);
            if (size <= SMALL && size < largest && pool.ranges().stream().noneMatch(PoolAdvice::isPrivate)) {
                findings.warn(pool.where(), "pool " + Quote.of(pool.name()) + " has only " + size
                        + " public addresses and hands them to any service that has no wish,"
                        + " although a larger pool does so too",
                        "write auto-assign: false if they are for services that ask for them");
            }
        }
    }

    private static boolean isPrivate(AddressRange range) {
        return PRIVATE.stream().anyMatch(space -> space.contains(range.first()) && space.contains(range.last()));
    }

    /** How many addresses; Long.MAX_VALUE where it is that or more. */
    private static long size(PoolConfig pool) {
        long size = 0;
        for (AddressRange range : pool.ranges()) {
            long more = range.last().low() - range.first().low();
            boolean huge = range.last().high() != range.first().high() || more < 0 || more == Long.MAX_VALUE;
            size = huge || size > Long.MAX_VALUE - more - 1 ? Long.MAX_VALUE : size + more + 1;
        }
        return size;
    }
}
