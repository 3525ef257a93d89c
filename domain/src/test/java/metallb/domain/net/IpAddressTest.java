package metallb.domain.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

class IpAddressTest {
    private static final long FIRST_SEED = Long.getLong("seed", 1);

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0", "255.255.255.255, 255.255.255.255", "10.0.200.9, 10.0.200.9",
        "::, ::", "::1, ::1", "1::, 1::", "0:0:0:0:0:0:0:0, ::", "0:0:0:0:0:0:0:1, ::1", "1:0:0:0:0:0:0:0, 1::",
        // RFC 5952 4.1 leading zeros, 4.2.2 no gap for one group, 4.2.3 the longest run, the first of equals, 4.3 lower case
        "2001:0db8::0001, 2001:db8::1", "2001:DB8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1", "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0", "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8", "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
        "0:0:3:4:5:6:7:8, ::3:4:5:6:7:8", "ABCD:EF01:2345:6789:abcd:ef01:2345:6789, abcd:ef01:2345:6789:abcd:ef01:2345:6789",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        // RFC 5952 section 5: mapped addresses end dotted; others only when written so
        "::ffff:192.0.2.1, ::ffff:192.0.2.1", "::ffff:c000:201, ::ffff:192.0.2.1", "::FFFF:0:0, ::ffff:0.0.0.0",
        "::192.0.2.1, ::c000:201", "64:ff9b::192.0.2.1, 64:ff9b::c000:201", "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
        "fe80::1, fe80::1"})
    void readsAndWritesCanonically(String text, String canonical) {
        assertEquals(canonical, IpAddress.of(text).toString());
        assertEquals(IpAddress.of(text), IpAddress.of(canonical));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "...", "1", "1.2", "1.2.3", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4.", "1.2.3.4.5",
        "256.1.1.1", "1.1.1.256", "01.2.3.4", "1.2.3.00", "1.2.3.1000", "-1.2.3.4", "+1.2.3.4", "1.2.3.4 ", " 1.2.3.4",
        "0x1.2.3.4", "1.2.3.a", "\u0661.2.3.4", "localhost", "1.2.3.4/32", ":", ":::", "1:", ":1", "1::2::3", "::1::",
        "1:::2", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8",
        "1:2:3:4:5:6:7:", ":1:2:3:4:5:6:7", "12345::", "g::", "::-1", "::1%eth0", "fe80::1%1", "[::1]", "::1.2.3",
        "::1.2.3.4.5", "::1.2.3.256", "1.2.3.4::", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "::ffff:01.2.3.4", "::\uff11"})
    void refusesWhatIsNoAddress(String text) {
        assertEquals(Optional.empty(), IpAddress.parse(text));
        assertThrows(IllegalArgumentException.class, () -> IpAddress.of(text));
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 0.0.0.1", "10.0.0.255, 10.0.1.0", "127.255.255.255, 128.0.0.0", "255.255.255.254, 255.255.255.255",
        "::, ::1", "::ffff, ::1:0", "::ffff:ffff:ffff:ffff, 0:0:0:1::", "1:2:3:4:ffff:ffff:ffff:ffff, 1:2:3:5::",
        "7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 8000::"})
    void knowsItsNeighbours(String lower, String upper) {
        assertEquals(Optional.of(IpAddress.of(upper)), IpAddress.of(lower).next());
        assertEquals(Optional.of(IpAddress.of(lower)), IpAddress.of(upper).previous());
    }

    @Test
    void endsAtTheEndsOfItsFamily() {
        assertEquals(Optional.empty(), IpAddress.of("255.255.255.255").next());
        assertEquals(Optional.empty(), IpAddress.of("0.0.0.0").previous());
        assertEquals(Optional.empty(), IpAddress.of("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").next());
        assertEquals(Optional.empty(), IpAddress.of("::").previous());
        assertTrue(IpAddress.of("::").isUnspecified());
    }

    @ParameterizedTest
    @CsvSource({"255.255.255.255, 0, 0.0.0.0", "255.255.255.255, 1, 128.0.0.0", "255.255.255.255, 31, 255.255.255.254",
        "255.255.255.255, 32, 255.255.255.255", "10.1.2.3, 8, 10.0.0.0", "abcd:ef01:2345:6789:abcd:ef01:2345:6789, 0, ::",
        "abcd:ef01:2345:6789:abcd:ef01:2345:6789, 1, 8000::",
        "abcd:ef01:2345:6789:abcd:ef01:2345:6789, 63, abcd:ef01:2345:6788::",
        "abcd:ef01:2345:6789:abcd:ef01:2345:6789, 64, abcd:ef01:2345:6789::",
        "abcd:ef01:2345:6789:abcd:ef01:2345:6789, 65, abcd:ef01:2345:6789:8000::",
        "abcd:ef01:2345:6789:abcd:ef01:2345:6789, 127, abcd:ef01:2345:6789:abcd:ef01:2345:6788",
        "abcd:ef01:2345:6789:abcd:ef01:2345:6789, 128, abcd:ef01:2345:6789:abcd:ef01:2345:6789"})
    void clearsHostBits(String address, int length, String masked) {
        assertEquals(IpAddress.of(masked), IpAddress.of(address).masked(length));
    }

    @Test
    void refusesWhatNoAddressHas() {
        assertThrows(IllegalArgumentException.class, () -> IpAddress.of("1.2.3.4").masked(33));
        assertThrows(IllegalArgumentException.class, () -> IpAddress.of("::").masked(129));
        assertThrows(IllegalArgumentException.class, () -> IpAddress.of("::").masked(-1));
        assertThrows(IllegalArgumentException.class, () -> new IpAddress(Family.IPV4, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new IpAddress(Family.IPV4, 0, 1L << 32));
        assertThrows(IllegalArgumentException.class, () -> IpAddress.ofBytes(Bytes.ofHex("0a0000")));
        assertThrows(NullPointerException.class, () -> new IpAddress(null, 0, 0));
    }

    @Test
    void ordersIpv4FirstThenUnsigned() {
        List<String> ordered = List.of("0.0.0.0", "9.0.0.0", "10.0.0.0", "200.0.0.0", "255.255.255.255", "::", "::1",
                "::8000:0:0:0", "7fff::", "8000::", "fe80::1", "ffff::");
        List<IpAddress> sorted = new ArrayList<>(ordered.reversed().stream().map(IpAddress::of).toList());
        sorted.sort(null);
        assertEquals(ordered, sorted.stream().map(IpAddress::toString).toList());
    }

    @Test
    void survivesTextBytesAndArithmetic() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 20_000; seed++) {
            IpAddress address = random(new SplittableRandom(seed));
            String where = "seed " + seed + ": " + address;
            assertEquals(address, IpAddress.of(address.toString()), where);
            assertEquals(address, IpAddress.ofBytes(address.toBytes()), where);
            BigInteger number = new BigInteger(1, address.toBytes().toArray());
            address.next().ifPresent(next -> {
                assertEquals(number.add(BigInteger.ONE), new BigInteger(1, next.toBytes().toArray()), where);
                assertEquals(Optional.of(address), next.previous(), where);
                assertTrue(address.compareTo(next) < 0 && next.compareTo(address) > 0, where);
            });
        }
    }

    /** Groups of zeros and ones are likely, since that is where texts and carries go wrong. */
    static IpAddress random(SplittableRandom random) {
        if (random.nextBoolean()) {
            return IpAddress.ofIpv4(random.nextInt(4) == 0 ? -1L << random.nextInt(33) : random.nextLong());
        }
        long[] halves = new long[2];
        for (int i = 0; i < 8; i++) {
            long group = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(65536);
                case 1 -> 0xffff;
                default -> 0;
            };
            halves[i / 4] = halves[i / 4] << 16 | group;
        }
        return new IpAddress(Family.IPV6, halves[0], halves[1]);
    }
}
