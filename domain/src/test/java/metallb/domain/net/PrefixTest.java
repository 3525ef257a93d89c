package metallb.domain.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {
    private static final long FIRST_SEED = Long.getLong("seed", 1);

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/8, 10.0.0.0/8, 10.0.0.0, 10.255.255.255",
        "10.1.2.3/32, 10.1.2.3/32, 10.1.2.3, 10.1.2.3",
        "10.1.2.3/31, 10.1.2.2/31, 10.1.2.2, 10.1.2.3",
        "255.255.255.255/0, 0.0.0.0/0, 0.0.0.0, 255.255.255.255",
        "2001:db8::1/32, 2001:db8::/32, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db8::1/64, 2001:db8::/64, 2001:db8::, 2001:db8::ffff:ffff:ffff:ffff",
        "2001:db8::1/63, 2001:db8::/63, 2001:db8::, 2001:db8:0:1:ffff:ffff:ffff:ffff",
        "2001:db8::1/65, 2001:db8::/65, 2001:db8::, 2001:db8::7fff:ffff:ffff:ffff",
        "2001:db8::1/127, 2001:db8::/127, 2001:db8::, 2001:db8::1",
        "2001:db8::1/128, 2001:db8::1/128, 2001:db8::1, 2001:db8::1",
        "ffff::/0, ::/0, ::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"})
    void readsWritesAndSpans(String text, String canonical, String first, String last) {
        Prefix prefix = Prefix.of(text);
        assertEquals(canonical, prefix.toString());
        assertEquals(Prefix.of(canonical), prefix);
        assertEquals(IpAddress.of(first), prefix.first());
        assertEquals(IpAddress.of(last), prefix.last());
        assertTrue(prefix.contains(prefix.first()) && prefix.contains(prefix.last()));
        prefix.first().previous().ifPresent(before -> assertFalse(prefix.contains(before)));
        prefix.last().next().ifPresent(after -> assertFalse(prefix.contains(after)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "10.0.0.0", "10.0.0.0/", "/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8",
        "10.0.0.0/08", "10.0.0.0/ 8", "10.0.0.0/8/8", "10.0.0.0/8 ", "10.0.0/8", "::/129", "::/0128", "::/1000", "x/8",
        "10.0.0.0/255.0.0.0", "10.0.0.0/\u0668", "10.0.0.0/99999999999999999999"})
    void refusesWhatIsNoPrefix(String text) {
        assertEquals(Optional.empty(), Prefix.parse(text));
        assertThrows(IllegalArgumentException.class, () -> Prefix.of(text));
    }

    @Test
    void isOneAddressLong() {
        assertEquals("10.0.0.1/32", Prefix.of(IpAddress.of("10.0.0.1")).toString());
        assertEquals("::1/128", Prefix.of(IpAddress.of("::1")).toString());
        assertThrows(IllegalArgumentException.class, () -> new Prefix(IpAddress.of("10.0.0.1"), 33));
        assertThrows(IllegalArgumentException.class, () -> new Prefix(IpAddress.of("10.0.0.1"), -1));
    }

    @Test
    void holdsNoAddressOfTheOtherFamily() {
        assertFalse(Prefix.of("0.0.0.0/0").contains(IpAddress.of("::")));
        assertFalse(Prefix.of("::/0").contains(IpAddress.of("0.0.0.0")));
    }

    @Test
    void ordersByAddressThenTheShorter() {
        List<String> ordered = List.of("0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/16", "10.1.0.0/16", "200.0.0.0/8", "::/0",
                "::/128", "fd00::/8");
        List<Prefix> sorted = new ArrayList<>(ordered.reversed().stream().map(Prefix::of).toList());
        sorted.sort(null);
        assertEquals(ordered, sorted.stream().map(Prefix::toString).toList());
    }

    @Test
    void spansWhatArithmeticSays() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            IpAddress address = IpAddressTest.random(random);
            int bits = address.family().bits();
            Prefix prefix = new Prefix(address, random.nextInt(bits + 1));
            BigInteger size = BigInteger.ONE.shiftLeft(bits - prefix.length());
            BigInteger first = number(address).divide(size).multiply(size);
            String where = "seed " + seed + ": " + prefix;
            assertEquals(first, number(prefix.first()), where);
            assertEquals(first.add(size).subtract(BigInteger.ONE), number(prefix.last()), where);
            assertEquals(prefix, Prefix.of(prefix.toString()), where);
            assertTrue(prefix.contains(address), where);
            IpAddress other = IpAddressTest.random(random);
            boolean inside = other.family() == address.family() && number(other).divide(size).multiply(size).equals(first);
            assertEquals(inside, prefix.contains(other), where + " and " + other);
        }
    }

    private static BigInteger number(IpAddress address) {
        return new BigInteger(1, address.toBytes().toArray());
    }
}
