package metallb.domain.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import metallb.domain.net.AddressRange;
import metallb.domain.net.Prefix;

/**
 * Warns of aggregates that reach beyond their pool: the router sends us what is meant for addresses that are somebody
 * else's. Only ranges can do so, since a length shorter than a prefix of the pool is refused.
 */
final class AggregateAdvice {
    private AggregateAdvice() {}

    static void give(Config config, Problems advice) {
        for (PoolConfig pool : config.pools()) {
            List<AddressRange> owned = joined(pool.ranges());
            for (Advertisement ad : config.advertisementsOf(pool.name())) {
                owned.forEach(range -> beyond(range, ad.aggregationLength(range.family())).ifPresent(prefix ->
                        advice.add(ad.where(), "aggregation length " + prefix.length() + " announces " + prefix
                                + ", of which pool " + Quote.of(pool.name()) + " owns only " + range,
                                "write a longer one, or give the pool whole prefixes")));
            }
        }
    }

    /** A route made for addresses of the range that covers others too: if there is one, it is at one of the ends. */
    private static Optional<Prefix> beyond(AddressRange range, int length) {
        return Stream.of(new Prefix(range.first(), length), new Prefix(range.last(), length))
                .filter(prefix -> !range.contains(prefix.first()) || !range.contains(prefix.last())).findFirst();
    }

    /** The same addresses in as few ranges as possible, in order. */
    private static List<AddressRange> joined(List<AddressRange> ranges) {
        List<AddressRange> joined = new ArrayList<>();
        for (AddressRange range : ranges.stream().sorted().toList()) {
            boolean follows = !joined.isEmpty() && joined.getLast().family() == range.family()
                    && joined.getLast().last().next().equals(Optional.of(range.first()));
            if (follows) {
                joined.add(new AddressRange(joined.removeLast().first(), range.last()));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }
}
