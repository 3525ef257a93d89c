package metallb.domain.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import metallb.domain.config.Config;
import metallb.domain.config.PoolConfig;
import metallb.domain.config.Where;
import metallb.domain.net.AddressRange;
import metallb.domain.net.IpAddress;
import org.junit.jupiter.api.Test;

class AddressOwnersTest {
    private static final int SEEDS = 200;
    /** Addresses of a small world, IPv4 across an octet's end and IPv6; the one after the last belongs to nobody. */
    private static final int WORLD = 600;

    private static IpAddress address(Family family, int number) {
        return family == Family.IPV4 ? IpAddress.ofIpv4(0x0a0000f0L + number)
                : IpAddress.of("2001:db8::%x".formatted(number));
    }

    private enum Family { IPV4, IPV6 }

    /** Ranges that never overlap, dealt to pools at random, the way a text lists them: in no order. */
    private static Config config(SplittableRandom random) {
        List<List<AddressRange>> dealt = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Family family : Family.values()) {
            int number = random.nextInt(20);
            while (number < WORLD) {
                int last = Math.min(WORLD - 1, number + random.nextInt(60));
                dealt.get(random.nextInt(3)).add(0, new AddressRange(address(family, number), address(family, last)));
                number = last + 1 + random.nextInt(3) * random.nextInt(30);
            }
        }
        List<PoolConfig> pools = new ArrayList<>();
        for (List<AddressRange> ranges : dealt) {
            if (!ranges.isEmpty()) {
                pools.add(new PoolConfig("pool" + pools.size(), new Where("test", "", 1, 1), ranges,
                        random.nextBoolean(), true));
            }
        }
        return new Config(List.of(), pools, List.of(), new LinkedHashMap<>());
    }

    @Test
    void findsTheOwnerThatAskingEveryPoolFinds() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Config config = config(new SplittableRandom(seed));
            AddressOwners owners = new AddressOwners(config);
            for (Family family : Family.values()) {
                for (int number = 0; number <= WORLD; number++) {
                    IpAddress address = address(family, number);
                    Optional<PoolConfig> expected =
                            config.pools().stream().filter(pool -> pool.owns(address)).findFirst();
                    assertEquals(expected, owners.ownerOf(address), "seed " + seed + ", " + address);
                }
            }
        }
    }
}
