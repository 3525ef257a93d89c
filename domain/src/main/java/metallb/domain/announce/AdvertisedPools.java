package metallb.domain.announce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import metallb.domain.config.Advertisement;
import metallb.domain.config.Config;
import metallb.domain.config.PoolConfig;
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
    /** The advertisements of each pool, in the order written. */
    private final Map<String, List<Advertised>> byPool = new TreeMap<>();

    /** @param attributes where the attributes of all routes are kept once, over all configurations */
    public AdvertisedPools(Config config, AttributesTable attributes) {
        owners = new AddressOwners(config);
        for (PoolConfig pool : config.pools()) {
            byPool.put(pool.name(), config.advertisementsOf(pool.name()).stream()
                    .map(advertisement -> new Advertised(advertisement, attributes.intern(Attributes.originated(
                            Origin.IGP, advertisement.localPreference(), advertisement.communities()))))
                    .toList());
        }
    }

    /** The pool that may hand out the address; empty where none does. */
    public Optional<PoolConfig> ownerOf(IpAddress address) {
        return owners.ownerOf(address);
    }

    /**
     * One announcement for each advertisement of the address's pool, in the order written; none where no pool owns the
     * address or its pool is not advertised. Of advertisements that make one route, the first written counts.
     */
    public List<Announcement> announcementsOf(IpAddress address) {
        List<Announcement> announcements = new ArrayList<>();
        for (Advertised advertised : ownerOf(address).map(pool -> byPool.get(pool.name())).orElse(List.of())) {
            int length = advertised.advertisement().aggregationLength(address.family());
            RouteKey key = RouteKey.of(new Prefix(address, length));
            if (announcements.stream().noneMatch(earlier -> earlier.route().key().equals(key))) {
                announcements.add(new Announcement(address, new Route(key, NextHop.SELF, advertised.attributes())));
            }
        }
        return announcements;
    }

    private record Advertised(Advertisement advertisement, Attributes attributes) {}
}
