package metallb.domain.config;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import metallb.domain.net.Family;
import metallb.domain.route.Community;

/**
 * How addresses are announced: one route for each address of the pools it selects, or one for many by aggregation.
 *
 * @param name unique among the advertisements; the ConfigMap has none, so it is the pool's name and a number
 * @param where the place of its item in the list, or the pool's where it is the default one
 * @param pools the names of the pools it is made for
 * @param aggregationLength prefix length of the routes of IPv4 addresses, 0 to 32
 * @param aggregationLengthV6 the same for IPv6, 0 to 128
 * @param localPreference sent to iBGP peers only; empty for the receiver's default
 * @param communities sorted, without duplicates
 */
public record Advertisement(String name, Where where, List<String> pools, int aggregationLength,
        int aggregationLengthV6, OptionalLong localPreference, List<Community> communities) {
    public Advertisement {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(localPreference, "localPreference");
        pools = List.copyOf(pools);
        communities = communities.stream().sorted().distinct().toList();
        if (aggregationLength < 0 || aggregationLength > 32 || aggregationLengthV6 < 0 || aggregationLengthV6 > 128) {
            throw new IllegalArgumentException("aggregation length of " + name);
        }
    }

    /** One route an address, without communities: what a pool without advertisements gets. */
    public static Advertisement ofWholeAddresses(String pool, Where where) {
        return new Advertisement(pool + "-default", where, List.of(pool), 32, 128, OptionalLong.empty(), List.of());
    }

    public int aggregationLength(Family family) {
        return switch (family) {
            case IPV4 -> aggregationLength;
            case IPV6 -> aggregationLengthV6;
        };
    }

    /** The local preference of one route that all of these make: the first that is written. */
    public static OptionalLong preferenceOf(List<Advertisement> same) {
        return same.stream().map(Advertisement::localPreference).filter(OptionalLong::isPresent).findFirst()
                .orElse(OptionalLong.empty());
    }

    /** The communities of one route that all of these make: those of each, sorted, each once. */
    public static List<Community> communitiesOf(List<Advertisement> same) {
        return same.stream().flatMap(advertisement -> advertisement.communities().stream()).sorted().distinct().toList();
    }
}
