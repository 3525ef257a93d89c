package metallb.domain.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void bytesAreCopiesThatCompareByContent() {
        byte[] source = {1, 2, 3};
        Bytes bytes = Bytes.copyOf(source);
        source[0] = 9;
        bytes.toArray()[1] = 9;
        assertEquals(Bytes.ofHex("01 02\n03"), bytes);
        assertEquals(Bytes.ofHex("010203").hashCode(), bytes.hashCode());
        assertNotEquals(Bytes.ofHex("0102"), bytes);
        assertEquals("010203", bytes.toString());
        assertSame(Bytes.EMPTY, bytes.slice(1, 0));
        assertSame(Bytes.EMPTY, Bytes.copyOf(new byte[0]));
        assertTrue(Bytes.EMPTY.isEmpty());
        assertEquals(Bytes.ofHex("0203"), bytes.slice(1, 2));
    }

    @Test
    void bytesReadAsUnsignedNumbers() {
        Bytes bytes = Bytes.ofHex("fffefdfc80");
        assertEquals(255, bytes.at(0));
        assertEquals(0xfffe, bytes.unsigned16(0));
        assertEquals(0xfffefdfcL, bytes.unsigned32(0));
        assertEquals(0xfefdfc80L, bytes.unsigned32(1));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.at(5));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.unsigned32(2));
        assertThrows(IllegalArgumentException.class, () -> Bytes.ofHex("abc"));
    }

    @Test
    void bytesAreNeverMadeUp() {
        Bytes bytes = Bytes.ofHex("010203");
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(2, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(4, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(-1, 1));
        assertEquals(Bytes.EMPTY, bytes.slice(3, 0));
    }

    @Test
    void bytesCopyWholeAndInPart() {
        byte[] target = new byte[5];
        Bytes.ofHex("0102").copyTo(target, 1);
        Bytes.ofHex("03040506").copyTo(1, target, 3, 2);
        assertArrayEquals(new byte[] {0, 1, 2, 4, 5}, target);
    }

    @Test
    void portsFollowTheirAddress() {
        IpAddress v4 = IpAddress.of("10.0.0.1");
        IpAddress v6 = IpAddress.of("2001:db8::1");
        assertEquals("10.0.0.1:179", new AddressPort(v4, 179).toString());
        assertEquals("[2001:db8::1]:65535", new AddressPort(v6, 65535).toString());
        List<AddressPort> ordered = List.of(new AddressPort(v4, 0), new AddressPort(v4, 179), new AddressPort(v6, 0));
        List<AddressPort> sorted = new ArrayList<>(ordered.reversed());
        sorted.sort(null);
        assertEquals(ordered, sorted);
        assertThrows(IllegalArgumentException.class, () -> new AddressPort(v4, 65536));
        assertThrows(IllegalArgumentException.class, () -> new AddressPort(v4, -1));
        assertThrows(NullPointerException.class, () -> new AddressPort(null, 1));
    }

    @Test
    void zonesBelongToLinkLocalAddresses() {
        IpAddress local = IpAddress.of("fe80::1");
        AddressPort end = new AddressPort(local, "eth0", 179);
        assertEquals("[fe80::1%eth0]:179", end.toString());
        assertTrue(new AddressPort(local, 179).compareTo(end) < 0);
        assertTrue(end.compareTo(new AddressPort(local, "eth1", 1)) < 0);
        for (String address : List.of("10.0.0.1", "2001:db8::1", "fec0::1", "fe7f:ffff::1")) {
            assertEquals(false, IpAddress.of(address).isLinkLocal(), address);
            assertThrows(IllegalArgumentException.class, () -> new AddressPort(IpAddress.of(address), "eth0", 179));
        }
        assertTrue(IpAddress.of("febf:ffff::1").isLinkLocal());
        for (String zone : List.of("eth 0", "a/b", "%", "sixteen-letters-", "\u00e4")) {
            assertThrows(IllegalArgumentException.class, () -> new AddressPort(local, zone, 179), zone);
        }
    }

    @Test
    void hopLimitsAreThoseOfAByte() {
        assertEquals(255, new HopLimit.Secured(1).leastReceived());
        assertEquals(2, new HopLimit.Secured(254).leastReceived());
        assertThrows(IllegalArgumentException.class, () -> new HopLimit.Sent(0));
        assertThrows(IllegalArgumentException.class, () -> new HopLimit.Sent(256));
        assertThrows(IllegalArgumentException.class, () -> new HopLimit.Secured(0));
        assertThrows(IllegalArgumentException.class, () -> new HopLimit.Secured(255));
    }

    @Test
    void whatSignsALinkIsAKeyAndNeverShown() {
        AddressPort remote = new AddressPort(IpAddress.of("10.0.0.1"), 179);
        Prefix from = Prefix.of("10.0.0.0/24");
        for (String none : List.of("", "x".repeat(81), "\u00e4".repeat(41))) {
            Secret secret = Secret.of(none);
            assertEquals(false, secret.isKey());
            assertThrows(IllegalArgumentException.class, () -> new PeerKey(from, secret));
            assertThrows(IllegalArgumentException.class, () -> new LinkSettings(remote, Optional.empty(),
                    Optional.of(secret), new HopLimit.OfTheKernel(), Optional.empty()));
        }
        Secret longest = Secret.of("\u00e4".repeat(40));
        assertEquals("PeerKey[from=10.0.0.0/24, password=***]", new PeerKey(from, longest).toString());
        assertEquals("LinkSettings[remote=10.0.0.1:179, source=Optional.empty, password=Optional[***],"
                + " hopLimit=Sent[hops=1], userTimeout=Optional[PT20S]]", new LinkSettings(remote, Optional.empty(),
                Optional.of(longest), new HopLimit.Sent(1), Optional.of(Duration.ofSeconds(20))).toString());
        assertThrows(IllegalArgumentException.class, () -> new LinkSettings(remote, Optional.empty(),
                Optional.empty(), new HopLimit.Sent(1), Optional.of(Duration.ofNanos(1))));
    }

    @Test
    void secretsShowOnlyStars() {
        assertEquals("***", Secret.of("hush").toString());
        assertEquals("hush", Secret.of("hush").reveal());
        assertEquals(Secret.of("hush"), Secret.of("hush"));
        assertNotEquals(Secret.of("hush"), Secret.of("Hush"));
        assertEquals(32, Family.IPV4.bits());
        assertEquals(16, Family.IPV6.bytes());
        assertEquals("IPv6", Family.IPV6.toString());
    }
}
