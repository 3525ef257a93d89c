package metallb.domain.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.config.Config;
import metallb.domain.config.PoolConfig;
import metallb.domain.config.Where;
import metallb.domain.net.AddressRange;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressBookTest {
    private static final Wish ANY = new Wish.AnyPool(List.of(Family.IPV4, Family.IPV6));
    private static final ObjectKey A = new ObjectKey("default", "a");
    private static final ObjectKey B = new ObjectKey("default", "b");
    private static final ObjectKey C = new ObjectKey("default", "c");

    private final AddressBook book = new AddressBook();

    /** The original's table of capacities, and what its arithmetic got wrong: single buggy addresses, large pools. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1.2.3.0/24,1.2.4.0/25 | false | 384",
        "1.2.3.0/24,1.2.4.0/25 | true  | 381",
        "1.2.3.0/24            | true  | 254",
        "1.2.3.0/25            | true  | 127",
        "1.2.3.0/30            | false | 4",
        "1.2.3.0/30            | true  | 3",
        "1.2.0.0/20            | false | 4096",
        "1.2.0.0/20            | true  | 4064",
        "1.2.3.0/32            | true  | 0",
        "1.2.3.255/32          | true  | 0",
        "1.2.3.7/32            | true  | 1",
        "0.0.0.0/0             | false | 4294967296",
        "0.0.0.0/0             | true  | 4261412864",
        "fc00::/64             | true  | 18446744073709551616",
        "fc00::/64,fc01::/120  | false | 18446744073709551872",
        "::/0                  | false | 340282366920938463463374607431768211456",
    })
    void countsCapacityExactly(String ranges, boolean avoidBuggyIps, String capacity) {
        book.usePools(config(pool("test", avoidBuggyIps, true, ranges.strip().split(","))));
        assertEquals(List.of(new PoolUse("test", new BigInteger(capacity), 0)), book.use());
    }

    @Test
    void handsOutTheLowestFreeAddressFirstAndReusesAtOnce() {
        book.usePools(config(pool("test", false, true, "10.0.0.4/31", "10.0.0.0/31")));
        assertEquals(new Allocation.Allocated(ip("10.0.0.4"), "test"), book.allocate(A, ANY));
        assertEquals(new Allocation.Allocated(ip("10.0.0.5"), "test"), book.allocate(B, ANY));
        assertEquals(new Allocation.Allocated(ip("10.0.0.0"), "test"), book.allocate(C, ANY));
        assertEquals(List.of(ip("10.0.0.4")), book.release(A));
        assertEquals(List.of(), book.release(A));
        assertEquals(new Allocation.Allocated(ip("10.0.0.4"), "test"), book.allocate(A, ANY));
    }

    @Test
    void stepsOverBuggyAddressesWhereToldTo() {
        book.usePools(config(pool("test", true, true, "10.0.0.254/31", "10.0.1.0/31")));
        assertEquals(new Allocation.Allocated(ip("10.0.0.254"), "test"), book.allocate(A, ANY));
        assertEquals(new Allocation.Allocated(ip("10.0.1.1"), "test"), book.allocate(B, ANY));
        assertEquals(new Allocation.AllExhausted(), book.allocate(C, ANY));
        assertEquals(new Claim.NotOwned(), book.claim(C, ip("10.0.1.0")));
    }

    @Test
    void triesPoolsInTheOrderWrittenAndLeavesOutThoseThatDoNotAssign() {
        book.usePools(config(pool("closed", false, false, "10.0.0.0/32"), pool("z", false, true, "10.0.9.0/32"),
                pool("a", false, true, "10.0.5.0/32")));
        assertEquals(new Allocation.Allocated(ip("10.0.9.0"), "z"), book.allocate(A, ANY));
        assertEquals(new Allocation.Allocated(ip("10.0.5.0"), "a"), book.allocate(B, ANY));
        assertEquals(new Allocation.AllExhausted(), book.allocate(C, ANY));
        Wish closed = new Wish.FromPool("closed", List.of(Family.IPV4));
        assertEquals(new Allocation.Allocated(ip("10.0.0.0"), "closed"), book.allocate(C, closed));
        assertEquals(new Allocation.PoolExhausted("closed"), book.allocate(C, closed));
        assertEquals(new Allocation.UnknownPool("nope"),
                book.allocate(C, new Wish.FromPool("nope", List.of(Family.IPV4))));
    }

    @Test
    void prefersTheFirstFamilyWithinAPoolAndAnEarlierPoolBeforeThat() {
        book.usePools(config(pool("both", false, true, "10.0.0.0/32", "fc00::/128"),
                pool("more", false, true, "fc01::/64")));
        Wish sixth = new Wish.AnyPool(List.of(Family.IPV6, Family.IPV4));
        assertEquals(new Allocation.Allocated(ip("fc00::"), "both"), book.allocate(A, sixth));
        assertEquals(new Allocation.Allocated(ip("10.0.0.0"), "both"), book.allocate(B, sixth));
        assertEquals(new Allocation.Allocated(ip("fc01::"), "more"), book.allocate(C, sixth));
        assertEquals(new Allocation.AllExhausted(),
                book.allocate(C, new Wish.AnyPool(List.of(Family.IPV4))));
    }

    @Test
    void tellsAFullPoolFromOneWithoutAddressesOfTheFamily() {
        List<Family> four = List.of(Family.IPV4);
        book.usePools(config(pool("six", false, true, "fc00::/64"), pool("four", false, false, "10.0.0.0/32")));
        assertEquals(new Allocation.OtherFamily(Optional.empty(), four), book.allocate(A, new Wish.AnyPool(four)));
        assertEquals(new Allocation.OtherFamily(Optional.of("six"), four),
                book.allocate(A, new Wish.FromPool("six", four)));
        assertEquals(new Allocation.Allocated(ip("10.0.0.0"), "four"), book.allocate(A, new Wish.FromPool("four", four)));
        assertEquals(new Allocation.PoolExhausted("four"), book.allocate(B, new Wish.FromPool("four", four)));
        book.release(A);
        book.usePools(config(pool("four", false, false, "10.0.0.0/32")));
        assertEquals(new Allocation.AllExhausted(), book.allocate(B, new Wish.AnyPool(four)), "no pool is asked at all");
    }

    @Test
    void claimsWhatIsFreeAndNamesTheHolderOfWhatIsNot() {
        book.usePools(config(pool("test", false, false, "10.0.0.0/24")));
        assertEquals(new Claim.Claimed("test"), book.claim(A, ip("10.0.0.9")));
        assertEquals(new Claim.Claimed("test"), book.claim(A, ip("10.0.0.9")));
        assertEquals(new Claim.HeldBy(A), book.claim(B, ip("10.0.0.9")));
        assertEquals(new Claim.NotOwned(), book.claim(B, ip("10.0.1.0")));
        assertEquals(new Claim.Claimed("test"), book.claim(A, ip("10.0.0.10")));
        assertEquals(List.of(ip("10.0.0.9"), ip("10.0.0.10")), book.addresses(A));
        assertEquals(List.of(A), book.holders(ip("10.0.0.9")));
        assertEquals(List.of(new PoolUse("test", BigInteger.valueOf(256), 2)), book.use());
        assertTrue(book.release(A, ip("10.0.0.9")));
        assertFalse(book.release(A, ip("10.0.0.9")));
        assertEquals(List.of(), book.holders(ip("10.0.0.9")));
        assertFalse(book.isAutomatic(ip("10.0.0.9")));
    }

    @Test
    void keepsAssignmentsWhenPoolsAreRenamedSplitSwappedOrTakenAway() {
        book.usePools(config(pool("one", false, true, "10.0.0.0/30")));
        book.claim(A, ip("10.0.0.0"));
        book.claim(B, ip("10.0.0.3"));
        book.usePools(config(pool("low", false, true, "10.0.0.0/31"), pool("high", false, true, "10.0.0.2/31")));
        assertEquals(2, book.retake(10));
        assertEquals(Optional.of("low"), book.poolOf(ip("10.0.0.0")));
        assertEquals(Optional.of("high"), book.poolOf(ip("10.0.0.3")));
        assertEquals(List.of(new PoolUse("low", BigInteger.TWO, 1), new PoolUse("high", BigInteger.TWO, 1)),
                book.use());
        book.usePools(config(pool("high", true, true, "10.0.0.0/31"), pool("low", false, true, "10.0.0.2/32")));
        assertEquals(2, book.retake(10));
        assertEquals(List.of(ip("10.0.0.0")), book.addresses(A));
        assertEquals(Optional.empty(), book.poolOf(ip("10.0.0.0")));
        assertEquals(new Claim.HeldBy(A), book.claim(C, ip("10.0.0.0")));
        assertEquals(new Claim.NotOwned(), book.claim(A, ip("10.0.0.0")));
        assertEquals(List.of(new PoolUse("high", BigInteger.ONE, 0), new PoolUse("low", BigInteger.ONE, 0)),
                book.use());
        assertEquals(List.of(ip("10.0.0.0")), book.release(A));
        assertEquals(new Claim.NotOwned(), book.claim(C, ip("10.0.0.0")));
    }

    @Test
    void swapsPoolsInSlicesAndHandsNothingOutMeanwhile() {
        book.usePools(config(pool("old", false, true, "10.0.0.0/29")));
        assertFalse(book.isSwapping(), "nothing is held, so there is nothing to retake");
        for (int i = 0; i < 5; i++) {
            book.claim(A, ip("10.0.0." + i));
        }
        book.usePools(config(pool("nonsense", false, true, "10.9.0.0/29")));
        book.usePools(config(pool("new", false, true, "10.0.0.0/28")));
        assertEquals(2, book.retake(2));
        assertTrue(book.isSwapping());
        assertThrows(IllegalStateException.class, () -> book.allocate(B, ANY));
        assertThrows(IllegalStateException.class, () -> book.claim(B, ip("10.0.0.7")));
        assertEquals(Optional.of("old"), book.poolOf(ip("10.0.0.1")));
        book.release(A, ip("10.0.0.1"));
        book.release(A, ip("10.0.0.3"));
        assertEquals(List.of(new PoolUse("old", BigInteger.valueOf(8), 3)), book.use(), "the old pools count on");
        assertEquals(2, book.retake(2));
        assertFalse(book.isSwapping());
        assertEquals(List.of(new PoolUse("new", BigInteger.valueOf(16), 3)), book.use());
        assertEquals(new Allocation.Allocated(ip("10.0.0.1"), "new"), book.allocate(B, ANY));
        assertEquals(new Allocation.Allocated(ip("10.0.0.3"), "new"), book.allocate(B, ANY));
        assertEquals(new Allocation.Allocated(ip("10.0.0.5"), "new"), book.allocate(B, ANY));
    }

    @Test
    void servesFromTheEndsOfTheAddressSpace() {
        book.usePools(config(pool("test", false, true, "255.255.255.255/32", "0.0.0.0/32",
                "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128")));
        for (String expected : List.of("255.255.255.255", "0.0.0.0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")) {
            assertEquals(new Allocation.Allocated(ip(expected), "test"), book.allocate(A, ANY));
        }
        assertEquals(3, book.release(A).size());
        assertEquals(new Allocation.Allocated(ip("255.255.255.255"), "test"), book.allocate(A, ANY));
    }

    @Test
    void refusesAWishForNoFamily() {
        assertThrows(IllegalArgumentException.class, () -> new Wish.AnyPool(List.of()));
    }

    static PoolConfig pool(String name, boolean avoidBuggyIps, boolean autoAssign, String... prefixes) {
        List<AddressRange> ranges = Arrays.stream(prefixes).map(Prefix::of).map(AddressRange::of).toList();
        return new PoolConfig(name, new Where("test", name, 0, 0), ranges, avoidBuggyIps, autoAssign);
    }

    static Config config(PoolConfig... pools) {
        return new Config(List.of(), List.of(pools), List.of(), new LinkedHashMap<>());
    }

    private static IpAddress ip(String text) {
        return IpAddress.of(text);
    }
}
