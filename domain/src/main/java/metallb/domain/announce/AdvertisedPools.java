package metallb.domain.announce;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import metallb.domain.config.Advertisement;
import metallb.domain.config.Config;
import metallb.domain.config.PoolConfig;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.pool.AddressOwners;
import metallb.domain.route.Attributes;
import metallb.domain.route.AttributesTable;
import metallb.domain.route.NextHop;
import metallb.domain.route.Origin;
import metallb.domain.route.Route;
import metallb.domain.route.RouteKey;

/** Which pool owns an address, and which routes are made for it, under one configuration. Immutable. */
public final class AdvertisedPools {
    private final AddressOwners owners;
    /** The routes of each pool's addresses, by family, in the order in which their advertisements are written. */
    private final Map<String, EnumMap<Family, List<Advertised>>> byPool = new TreeMap<>();

    /** @param attributes where the attributes of all routes are kept once, over all configurations */
    public AdvertisedPools(Config config, AttributesTable attributes) {
        owners = new AddressOwners(config);
        for (PoolConfig pool : config.pools()) {
            EnumMap<Family, List<Advertised>> byFamily = new EnumMap<>(Family.class);
            for (Family family : Family.values()) {
                byFamily.put(family, advertised(config.advertisementsOf(pool.name()), family, attributes));
            }
            byPool.put(pool.name(), byFamily);
        }
    }

    /**
     * A session tells a prefix once, so advertisements that make the same prefixes are one route. It has the communities
     * of all, as with FRR and in later versions of native MetalLB; a local preference is one number, and the first counts.
     */
    private static List<Advertised> advertised(List<Advertisement> advertisements, Family family,
            AttributesTable attributes) {
        Map<Integer, List<Advertisement>> byLength = new LinkedHashMap<>();
        for (Advertisement advertisement : advertisements) {
            byLength.computeIfAbsent(advertisement.aggregationLength(family), _ -> new ArrayList<>()).add(advertisement);
        }
        List<Advertised> advertised = new ArrayList<>();
        byLength.forEach((length, same) -> advertised.add(new Advertised(length, attributes.intern(Attributes.originated(
                Origin.IGP, Advertisement.preferenceOf(same), Advertisement.communitiesOf(same))))));
        return advertised;
    }

    /** The pool that may hand out the address; empty where none does. */
    public Optional<PoolConfig> ownerOf(IpAddress address) {
        return owners.ownerOf(address);
    }

    /**
     * One announcement for each prefix length that the address's pool is advertised with, in the order written; none where
     * no pool owns the address or its pool is not advertised.
     */
    public List<Announcement> announcementsOf(IpAddress address) {
        return ownerOf(address).map(pool -> byPool.get(pool.name()).get(address.family())).orElse(List.of()).stream()
                .map(advertised -> new Announcement(address, new Route(RouteKey.of(new Prefix(address, advertised.length())),
                        NextHop.SELF, advertised.attributes())))
                .toList();
    }

    private record Advertised(int length, Attributes attributes) {}
}
