package metallb.domain.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.config.Config;
import metallb.domain.config.PoolConfig;
import metallb.domain.net.AddressRange;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories of the book against one that expands every pool and scans. */
class AddressBookHistoryTest {
    private static final List<List<Family>> FAMILIES = List.of(List.of(Family.IPV4), List.of(Family.IPV6),
            List.of(Family.IPV4, Family.IPV6), List.of(Family.IPV6, Family.IPV4));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void agreesWithABookThatScans(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AddressBook book = new AddressBook();
        Scanning oracle = new Scanning();
        for (int step = 0; step < 1_000; step++) {
            String at = "seed " + seed + ", step " + step;
            if (step % 250 == 0) {
                Config config = randomConfig(random);
                book.usePools(config);
                swap(random, book, oracle, at);
                oracle.config = config;
            }
            ObjectKey holder = new ObjectKey("ns", "s" + random.nextInt(60));
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    IpAddress address = randomAddress(random);
                    assertEquals(oracle.claim(holder, address), book.claim(holder, address), at);
                }
                case 2, 3, 4 -> {
                    Wish wish = randomWish(random);
                    assertEquals(oracle.allocate(holder, wish), book.allocate(holder, wish), at);
                }
                case 5 -> assertEquals(oracle.release(holder), book.release(holder), at);
                default -> {
                    IpAddress address = randomAddress(random);
                    assertEquals(Optional.ofNullable(oracle.holders.get(address)).stream().toList(),
                            book.holders(address), at);
                    assertEquals(oracle.poolOf(address).map(PoolConfig::name), book.poolOf(address), at);
                }
            }
            assertEquals(oracle.addresses(holder), book.addresses(holder), at);
            if (step % 50 == 0) {
                assertEquals(oracle.use(), book.use(), at);
            }
        }
    }

    /** Slices of a swap, between which some let go of what they hold. */
    private static void swap(SplittableRandom random, AddressBook book, Scanning oracle, String at) {
        while (book.isSwapping()) {
            int limit = 1 + random.nextInt(20);
            assertTrue(book.retake(limit) <= limit, at);
            ObjectKey holder = new ObjectKey("ns", "s" + random.nextInt(60));
            assertEquals(oracle.release(holder), book.release(holder), at);
            if (book.isSwapping()) {
                assertEquals(oracle.use(), book.use(), at);
            }
        }
    }

    /** Pools of neighbouring and of scattered ranges over three blocks of 256 in each family. */
    private static Config randomConfig(SplittableRandom random) {
        List<PoolConfig> pools = new ArrayList<>();
        List<AddressRange> ranges = new ArrayList<>();
        for (Family family : Family.values()) {
            for (int at = random.nextInt(200); at < 768;) {
                int size = 1 + random.nextInt(random.nextInt(1, 200));
                ranges.add(random.nextInt(ranges.size() + 1),
                        new AddressRange(address(family, at), address(family, Math.min(767, at + size - 1))));
                at += size + (random.nextBoolean() ? 0 : random.nextInt(300));
            }
        }
        while (!ranges.isEmpty()) {
            int count = Math.min(ranges.size(), 1 + random.nextInt(4));
            List<AddressRange> own = new ArrayList<>(ranges.subList(0, count));
            ranges.subList(0, count).clear();
            PoolConfig shape = AddressBookTest.pool("p" + pools.size(), random.nextBoolean(),
                    random.nextInt(3) > 0, "1.1.1.1/32");
            pools.add(new PoolConfig(shape.name(), shape.where(), own, shape.avoidBuggyIps(), shape.autoAssign()));
        }
        return AddressBookTest.config(pools.toArray(PoolConfig[]::new));
    }

    private static Wish randomWish(SplittableRandom random) {
        List<Family> families = FAMILIES.get(random.nextInt(FAMILIES.size()));
        return random.nextInt(3) > 0 ? new Wish.AnyPool(families)
                : new Wish.FromPool("p" + random.nextInt(8), families);
    }

    private static IpAddress randomAddress(SplittableRandom random) {
        return address(random.nextBoolean() ? Family.IPV4 : Family.IPV6, random.nextInt(768));
    }

    private static IpAddress address(Family family, int number) {
        return family == Family.IPV4 ? IpAddress.ofIpv4(10 << 24 | number)
                : new IpAddress(Family.IPV6, 0xfc00L << 48, number);
    }

    /** The dumb book: one map, every question answered by trying all addresses. */
    private static final class Scanning {
        private final Map<IpAddress, ObjectKey> holders = new TreeMap<>();
        private final Map<ObjectKey, List<IpAddress>> taken = new TreeMap<>();
        private Config config = Config.EMPTY;

        Optional<PoolConfig> poolOf(IpAddress address) {
            return config.pools().stream().filter(pool -> pool.owns(address)).findFirst();
        }

        Claim claim(ObjectKey holder, IpAddress address) {
            ObjectKey present = holders.get(address);
            if (present != null && !present.equals(holder)) {
                return new Claim.HeldBy(present);
            }
            if (poolOf(address).isEmpty()) {
                return new Claim.NotOwned();
            }
            if (present == null) {
                take(holder, address);
            }
            return new Claim.Claimed(poolOf(address).get().name());
        }

        Allocation allocate(ObjectKey holder, Wish wish) {
            return switch (wish) {
                case Wish.AnyPool any -> {
                    List<PoolConfig> willing = config.pools().stream().filter(PoolConfig::autoAssign).toList();
                    yield isOfOthers(willing, any.families())
                            ? new Allocation.OtherFamily(Optional.empty(), any.families())
                            : willing.stream().flatMap(pool -> from(holder, pool, any.families()).stream()).findFirst()
                                    .orElseGet(Allocation.AllExhausted::new);
                }
                case Wish.FromPool from -> {
                    Optional<PoolConfig> pool =
                            config.pools().stream().filter(p -> p.name().equals(from.pool())).findFirst();
                    yield pool.isEmpty() ? new Allocation.UnknownPool(from.pool())
                            : isOfOthers(List.of(pool.get()), from.families())
                            ? new Allocation.OtherFamily(Optional.of(from.pool()), from.families())
                            : from(holder, pool.get(), from.families())
                                    .orElse(new Allocation.PoolExhausted(from.pool()));
                }
            };
        }

        private static boolean isOfOthers(List<PoolConfig> pools, List<Family> families) {
            return !pools.isEmpty() && pools.stream().flatMap(pool -> pool.ranges().stream())
                    .noneMatch(range -> families.contains(range.family()));
        }

        private Optional<Allocation> from(ObjectKey holder, PoolConfig pool, List<Family> families) {
            for (Family family : families) {
                for (AddressRange range : pool.ranges()) {
                    Optional<IpAddress> next = Optional.of(range.first()).filter(a -> a.family() == family);
                    for (; next.isPresent() && range.contains(next.get()); next = next.get().next()) {
                        if (pool.owns(next.get()) && !holders.containsKey(next.get())) {
                            take(holder, next.get());
                            return Optional.of(new Allocation.Allocated(next.get(), pool.name()));
                        }
                    }
                }
            }
            return Optional.empty();
        }

        private void take(ObjectKey holder, IpAddress address) {
            holders.put(address, holder);
            taken.computeIfAbsent(holder, absent -> new ArrayList<>()).add(address);
        }

        List<IpAddress> release(ObjectKey holder) {
            List<IpAddress> freed = addresses(holder);
            freed.forEach(holders::remove);
            taken.remove(holder);
            return freed;
        }

        List<IpAddress> addresses(ObjectKey holder) {
            List<IpAddress> all = taken.computeIfAbsent(holder, absent -> new ArrayList<>());
            all.removeIf(address -> !holder.equals(holders.get(address)));
            return List.copyOf(all);
        }

        List<PoolUse> use() {
            return config.pools().stream().map(pool -> {
                long capacity = 0;
                long inUse = 0;
                for (Family family : Family.values()) {
                    for (int number = 0; number < 768; number++) {
                        IpAddress address = address(family, number);
                        capacity += pool.owns(address) ? 1 : 0;
                        inUse += pool.owns(address) && holders.containsKey(address) ? 1 : 0;
                    }
                }
                return new PoolUse(pool.name(), BigInteger.valueOf(capacity), inUse);
            }).toList();
        }
    }
}
