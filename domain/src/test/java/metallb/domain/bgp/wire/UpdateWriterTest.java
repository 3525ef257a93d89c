package metallb.domain.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.route.Asn;
import metallb.domain.route.Attributes;
import metallb.domain.route.Community;
import metallb.domain.route.NextHop;
import metallb.domain.route.Origin;
import metallb.domain.route.RouteKey;
import org.junit.jupiter.api.Test;

class UpdateWriterTest {
    private static final Attributes PLAIN = Attributes.originated(Origin.IGP, OptionalLong.empty(), List.of());

    @Test
    void writesAnExternalRoute() {
        assertBytes("0030 02 0000 0014 40010102 4002060201 0000002a 4003040a000005 20c0a80a00", false, true,
                Attributes.originated(Origin.INCOMPLETE, OptionalLong.of(7), List.of()), "192.168.10.0/32");
    }

    @Test
    void writesAnInternalRoute() {
        assertBytes("0037 02 0000 001c 40010100 400200 4003040a000005 40050400000064 c0080404d20001 18c0a890", true, true,
                Attributes.originated(Origin.IGP, OptionalLong.empty(), List.of(new Community.Standard(1234, 1))),
                "192.168.144.0/24");
        assertBytes("0031 02 0000 0015 40010100 400200 4003040a000005 40050400000000 20c0a80a00",
                true, true, Attributes.originated(Origin.IGP, OptionalLong.of(0), List.of()), "192.168.10.0/32");
    }

    @Test
    void writesEveryCommunityInTheOrderOfTypes() {
        assertBytes("004d 02 0000 0035 40010100 4002060201 0000002a 4003040a000005 c00804 00010002"
                + "c01008 0004fc1f47f42400 c0200c 000000010000000200000003 00",
                false, true, Attributes.originated(Origin.IGP, OptionalLong.empty(), List.of(
                        new Community.Extended(0x0004fc1f47f42400L), new Community.Large(1, 2, 3),
                        new Community.Standard(1, 2))), "0.0.0.0/0");
    }

    @Test
    void writesIpv6WithTheReachFirst() {
        assertBytes("004d 02 0000 0036 800e26 0002 01 10 20010db8000000000000000000000005 00"
                + "80 20010db8000000000000000000000001 40010100 4002060201 0000002a", false, true, PLAIN, "2001:db8::1/128");
    }

    @Test
    void writesTheLinkLocalNextHopBehindTheGlobalOne() {
        WireTerms onLink = Wire.terms(new NextHops(Optional.of(IpAddress.of("10.0.0.5")),
                Optional.of(IpAddress.of("2001:db8::5")), Optional.of(IpAddress.of("fe80::5")), false));
        assertEquals(Wire.update("", "800e36 0002 01 20 20010db8000000000000000000000005 fe800000000000000000000000000005"
                + "00 80 20010db8000000000000000000000001 40010100 4002060201 0000002a", ""),
                announced(onLink, NextHop.SELF, "2001:db8::1/128"));
        assertEquals(Wire.update("", "800e26 0002 01 10 20010db8000000000000000000000009"
                + "00 80 20010db8000000000000000000000001 40010100 4002060201 0000002a", ""),
                announced(onLink, new NextHop.Via(IpAddress.of("2001:db8::9")), "2001:db8::1/128"));
        assertEquals(Wire.update("", "40010100 4002060201 0000002a 4003040a000005", "20c0a80a00"),
                announced(onLink, NextHop.SELF, "192.168.10.0/32"));
    }

    /** RFC 8950 section 3: AFI 1 with a next hop of 16 or 32 bytes, and no NEXT_HOP. */
    @Test
    void writesIpv6NextHopsOfIpv4RoutesWhereBothSidesSaidSo() {
        Optional<IpAddress> global = Optional.of(IpAddress.of("2001:db8::5"));
        assertEquals(Wire.update("", "800e1a 0001 01 10 20010db8000000000000000000000005 00 20c0a80a00"
                + "40010100 4002060201 0000002a", ""), announced(Wire.terms(new NextHops(Optional.empty(), global,
                        Optional.empty(), true)), NextHop.SELF, "192.168.10.0/32"));
        assertEquals(Wire.update("", "800e2a 0001 01 20 20010db8000000000000000000000005 fe800000000000000000000000000005"
                + "00 20c0a80a00 40010100 4002060201 0000002a", ""), announced(Wire.terms(new NextHops(Optional.empty(),
                        global, Optional.of(IpAddress.of("fe80::5")), true)), NextHop.SELF, "192.168.10.0/32"));
        WireTerms without = Wire.terms(NextHops.of(Optional.empty(), global));
        assertEquals(Optional.empty(), without.resolve(NextHop.SELF, Family.IPV4));
        assertEquals(Wire.update("20c0a80a00", "", ""), new UpdateWriter(without).withdraw(keys("192.168.10.0/32"), 0)
                .message());
    }

    private static Bytes announced(WireTerms terms, NextHop nextHop, String prefix) {
        return new UpdateWriter(terms).announce(nextHop, PLAIN, keys(prefix), 0).message();
    }

    @Test
    void writesTransForOldPeersAndTheirFourBytePathWhereNeeded() {
        WireTerms wide = Wire.terms(new Asn(65536), false, false, Wire.BOTH);
        assertEquals(Wire.update("", "40010100 4002 04 0201 5ba0 4003040a000005 c01106 0201 00010000", "20c0a80a00"),
                new UpdateWriter(wide).announce(NextHop.SELF, PLAIN, keys("192.168.10.0/32"), 0).message());
        assertBytes("002e 02 0000 0012 40010100 4002 04 0201 002a 4003040a000005 20c0a80a00", false, false, PLAIN,
                "192.168.10.0/32");
    }

    private static void assertBytes(String hex, boolean internal, boolean fourOctetAs, Attributes attributes,
            String prefix) {
        UpdateWriter.Packed packed = new UpdateWriter(Wire.terms(internal, fourOctetAs))
                .announce(NextHop.SELF, attributes, keys(prefix), 0);
        assertEquals(Bytes.ofHex(Wire.MARKER + hex), packed.message());
        assertEquals(1, packed.taken());
        assertFalse(packed.full());
    }

    @Test
    void writesWithdrawals() {
        UpdateWriter writer = new UpdateWriter(Wire.terms(false, true));
        assertEquals(Bytes.ofHex(Wire.MARKER + "001c 02 0005 20c0a80a00 0000"),
                writer.withdraw(keys("192.168.10.0/32"), 0).message());
        assertEquals(Bytes.ofHex(Wire.MARKER + "002e 02 0000 0017 800f14 0002 01 80 20010db8000000000000000000000001"),
                writer.withdraw(keys("2001:db8::1/128"), 0).message());
    }

    @Test
    void splitsALongPathIntoSegments() {
        List<Asn> path = IntStream.rangeClosed(1, 300).mapToObj(Asn::new).toList();
        Attributes attributes = Attributes.of(Origin.EGP, path, OptionalLong.empty(), List.of());
        Bytes message = new UpdateWriter(Wire.terms(false, true))
                .announce(new NextHop.Via(IpAddress.of("10.9.9.9")), attributes, keys("10.0.0.0/8"), 0).message();
        Message.Update update = Wire.update(Wire.read(Wire.terms(false, true), message));
        List<Asn> expected = new ArrayList<>(List.of(new Asn(42)));
        expected.addAll(path);
        assertEquals(expected, update.attributes().orElseThrow().attributes().asPath());
        assertEquals(IpAddress.of("10.9.9.9"), update.announced().getFirst().nextHop());
    }

    @Test
    void packsTenThousandAddressesIntoThirteenMessages() {
        List<RouteKey> keys = IntStream.range(0, 10_000)
                .mapToObj(i -> RouteKey.of(Prefix.of(IpAddress.ofIpv4(0x0a000000L + i)))).toList();
        assertEquals(List.of(810, 810, 810, 810, 810, 810, 810, 810, 810, 810, 810, 810, 280),
                sizes(keys, Optional.of(PLAIN)));
        assertEquals(List.of(814, 814, 814, 814, 814, 814, 814, 814, 814, 814, 814, 814, 232),
                sizes(keys, Optional.empty()));
    }

    private static List<Integer> sizes(List<RouteKey> keys, Optional<Attributes> attributes) {
        UpdateWriter writer = new UpdateWriter(Wire.terms(false, true));
        List<Integer> sizes = new ArrayList<>();
        for (int at = 0; at < keys.size();) {
            int from = at;
            UpdateWriter.Packed packed = attributes.map(these -> writer.announce(NextHop.SELF, these, keys, from))
                    .orElseGet(() -> writer.withdraw(keys, from));
            assertTrue(packed.message().length() <= 4096);
            assertEquals(at + packed.taken() < keys.size(), packed.full());
            sizes.add(packed.taken());
            at += packed.taken();
        }
        return sizes;
    }

    @Test
    void reportsAFullMessageThatEndsWithTheLastKey() {
        List<RouteKey> keys = IntStream.range(0, 810)
                .mapToObj(i -> RouteKey.of(Prefix.of(IpAddress.ofIpv4(0x0a000000L + i)))).toList();
        UpdateWriter.Packed packed = new UpdateWriter(Wire.terms(false, true)).announce(NextHop.SELF, PLAIN, keys, 0);
        assertEquals(810, packed.taken());
        assertTrue(packed.full());
    }

    @Test
    void saysWhichAttributesLeaveRoom() {
        assertEquals(20, new UpdateWriter(Wire.terms(false, true)).attributeBytes(PLAIN));
        int most = 0;
        while (UpdateWriter.leavesRoom(communities(most + 1))) {
            most++;
        }
        // 4096 - 23 - MP_REACH 57 - ORIGIN 4 - AS_PATH 7 - AS4_PATH 9 - COMMUNITIES 4 = 3992
        assertEquals(998, most);
        WireTerms worst = new WireTerms(new Asn(65536), false, false, Wire.BOTH, new NextHops(Optional.empty(),
                Optional.of(IpAddress.of("2001:db8::5")), Optional.of(IpAddress.of("fe80::5")), true));
        Bytes message = new UpdateWriter(worst)
                .announce(NextHop.SELF, communities(most), keys("2001:db8::1/128"), 0).message();
        assertEquals(4096, message.length());
        assertEquals(998, Wire.update(Wire.read(worst, message)).attributes().orElseThrow().attributes()
                .communities().size());
        assertThrows(IllegalArgumentException.class, () -> new UpdateWriter(worst)
                .announce(NextHop.SELF, communities(999), keys("2001:db8::1/128"), 0));
    }

    private static Attributes communities(int count) {
        return Attributes.originated(Origin.IGP, OptionalLong.empty(),
                IntStream.range(0, count).<Community>mapToObj(i -> new Community.Standard(1, i)).toList());
    }

    @Test
    void refusesWhatCannotBeSaid() {
        UpdateWriter writer = new UpdateWriter(new WireTerms(new Asn(1), false, true, Wire.BOTH,
                NextHops.of(Optional.of(IpAddress.of("10.0.0.5")), Optional.empty())));
        assertThrows(IllegalArgumentException.class, () -> writer.announce(NextHop.SELF, PLAIN, keys("::/0"), 0));
        assertThrows(IllegalArgumentException.class,
                () -> writer.announce(new NextHop.Via(IpAddress.of("::1")), PLAIN, keys("10.0.0.0/8"), 0));
        assertThrows(IllegalArgumentException.class, () -> writer.withdraw(keys("10.0.0.0/8", "::/0"), 0));
        assertThrows(IllegalStateException.class, new UpdateWriter(Wire.terms(true, true))::finish);
        writer.beginWithdrawing(Family.IPV4);
        assertThrows(IllegalArgumentException.class,
                () -> writer.add(new RouteKey(Family.IPV4, Prefix.of("10.0.0.0/8"), 1)));
        assertThrows(IllegalStateException.class, writer::finish);
        assertTrue(writer.add(RouteKey.of(Prefix.of("10.0.0.0/8"))));
        assertEquals(1, writer.routes());
        writer.finish();
        assertThrows(IllegalStateException.class, writer::isFull);
    }

    private static List<RouteKey> keys(String... prefixes) {
        return List.of(prefixes).stream().map(text -> RouteKey.of(Prefix.of(text))).toList();
    }
}
