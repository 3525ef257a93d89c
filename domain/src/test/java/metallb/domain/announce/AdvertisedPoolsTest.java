package metallb.domain.announce;

import static metallb.domain.announce.SampleObjects.WHERE;
import static metallb.domain.announce.SampleObjects.advertisement;
import static metallb.domain.announce.SampleObjects.config;
import static metallb.domain.announce.SampleObjects.pool;
import static metallb.domain.announce.SampleObjects.poolsOnly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import metallb.domain.config.Config;
import metallb.domain.config.PoolConfig;
import metallb.domain.net.AddressRange;
import metallb.domain.net.IpAddress;
import metallb.domain.route.AttributesTable;
import org.junit.jupiter.api.Test;

class AdvertisedPoolsTest {
    private final AttributesTable attributes = new AttributesTable(10);

    private static List<String> routes(AdvertisedPools pools, String address) {
        return pools.announcementsOf(IpAddress.of(address)).stream()
                .map(announcement -> announcement.route().toString()).toList();
    }

    @Test
    void makesARouteForEachAdvertisementOfThePool() {
        AdvertisedPools pools = new AdvertisedPools(config(List.of(),
                List.of(pool("a", "10.0.0.0/20"), pool("b", "10.1.0.0/24")),
                List.of(advertisement("a-1", "a", 32, OptionalLong.empty(), "65535:65281"),
                        advertisement("b-1", "b", 32, OptionalLong.empty()),
                        advertisement("a-2", "a", 20, OptionalLong.of(100), "1234:2", "1234:1"))), attributes);
        assertEquals(List.of("10.0.3.4/32 via self, origin IGP, communities [65535:65281]",
                "10.0.0.0/20 via self, origin IGP, local preference 100, communities [1234:1, 1234:2]"),
                routes(pools, "10.0.3.4"));
        assertEquals(List.of("10.1.0.9/32 via self, origin IGP"), routes(pools, "10.1.0.9"));
        assertEquals(List.of(), routes(pools, "10.2.0.1"));
    }

    @Test
    void makesOneRouteOfAdvertisementsThatMakeTheSamePrefix() {
        AdvertisedPools pools = new AdvertisedPools(config(List.of(), List.of(pool("a", "10.0.0.0/24", "2001:db8::/64")),
                List.of(advertisement("a-1", "a", 24, OptionalLong.empty(), "1234:2"),
                        advertisement("a-2", "a", 32, OptionalLong.of(7)),
                        advertisement("a-3", "a", 24, OptionalLong.of(1), "1234:1"),
                        advertisement("a-4", "a", 24, OptionalLong.of(2), "1234:2", "1234:3"))), attributes);
        assertEquals(List.of(
                "10.0.0.0/24 via self, origin IGP, local preference 1, communities [1234:1, 1234:2, 1234:3]",
                "10.0.0.7/32 via self, origin IGP, local preference 7"), routes(pools, "10.0.0.7"));
        assertEquals(List.of(
                "2001:db8::1/128 via self, origin IGP, local preference 7, communities [1234:1, 1234:2, 1234:3]"),
                routes(pools, "2001:db8::1"), "all four say /128");
    }

    @Test
    void aggregatesIpv6ByItsOwnLength() {
        AdvertisedPools pools = new AdvertisedPools(poolsOnly(pool("a", "10.0.0.0/24", "2001:db8::/64")), attributes);
        assertEquals(List.of("2001:db8::7/128 via self, origin IGP"), routes(pools, "2001:db8::7"));
    }

    @Test
    void sharesEqualAttributesBetweenPoolsAndConfigurations() {
        Config config = poolsOnly(pool("a", "10.0.0.0/24"), pool("b", "10.0.1.0/24"));
        AdvertisedPools before = new AdvertisedPools(config, attributes);
        AdvertisedPools after = new AdvertisedPools(config, attributes);
        assertSame(before.announcementsOf(IpAddress.of("10.0.0.1")).getFirst().route().attributes(),
                after.announcementsOf(IpAddress.of("10.0.1.1")).getFirst().route().attributes());
    }

    @Test
    void findsTheOwnerThatALookAtEveryPoolFinds() {
        for (long seed = 1; seed <= 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<PoolConfig> configs = randomPools(random);
            AdvertisedPools pools = new AdvertisedPools(poolsOnly(configs.toArray(PoolConfig[]::new)), attributes);
            for (int i = 0; i < 500; i++) {
                IpAddress address = IpAddress.ofIpv4(10, 0, random.nextInt(4), random.nextInt(256));
                Optional<PoolConfig> expected = configs.stream().filter(pool -> pool.owns(address)).findFirst();
                assertEquals(expected, pools.ownerOf(address), "seed " + seed + ", " + address);
            }
        }
    }

    /** Pools over 10.0.0.0/22 whose ranges do not overlap, in no order. */
    private static List<PoolConfig> randomPools(SplittableRandom random) {
        List<List<AddressRange>> ranges = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int first = random.nextInt(50); first < 1000;) {
            int last = first + random.nextInt(100);
            ranges.get(random.nextInt(3)).addFirst(new AddressRange(address(first), address(last)));
            first = last + 1 + (random.nextBoolean() ? 0 : random.nextInt(50));
        }
        List<PoolConfig> pools = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            if (!ranges.get(i).isEmpty()) {
                pools.add(new PoolConfig("pool" + i, WHERE, ranges.get(i), random.nextBoolean(), true));
            }
        }
        return pools;
    }

    private static IpAddress address(int offset) {
        return IpAddress.ofIpv4(IpAddress.of("10.0.0.0").low() + offset);
    }
}
