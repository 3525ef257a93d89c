package metallb.domain.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.route.Asn;
import metallb.domain.route.Attributes;
import metallb.domain.route.Community;
import metallb.domain.route.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateReadingTest {
    private static final String ORIGIN = "40010100";
    private static final String PATH = "4002060201 0000002a";
    private static final String HOP = "4003040a000005";
    private static final String PREFERENCE = "40050400000064";
    private static final String MANDATORY = ORIGIN + PATH + HOP;
    private static final String ROUTE = "20c0a80a00";
    private static final String REACH6 = "800e 26 0002 01 10 20010db8000000000000000000000005 00"
            + "80 20010db8000000000000000000000001";
    private static final WireTerms EXTERNAL = Wire.terms(false, true);
    private static final WireTerms INTERNAL = Wire.terms(true, true);
    private static final WireTerms OLD = Wire.terms(false, false);

    @Test
    void readsEveryAttribute() {
        Bytes bytes = Wire.update("18c0a800 00", "4001 01 02" + "4002 0a 0202 0000002a 00010000" + HOP
                + "80040400000007" + PREFERENCE + "400600" + "c007080000002a0a000001"
                + "c00808 04d20001 ffff029a" + "800904 01010101" + "800a04 02020202"
                + "c01008 0004fc1f47f42400" + "c0200c 0000002a 00000001 ffffffff" + "c0630101" + "d0640002ffff",
                ROUTE + "0aff40");
        Attributes attributes = Attributes.of(Origin.INCOMPLETE, List.of(new Asn(42), new Asn(65536)),
                OptionalLong.of(100), List.of(new Community.Standard(1234, 1), new Community.Standard(65535, 666),
                        new Community.Large(42, 1, 4294967295L), new Community.Extended(0x0004fc1f47f42400L)));
        assertEquals(new Message.Update(prefixes("192.168.0.0/24", "0.0.0.0/0"),
                List.of(new Message.Reach(IpAddress.of("10.0.0.5"), prefixes("192.168.10.0/32", "255.64.0.0/10"))),
                Optional.of(new PathAttributes(attributes, OptionalLong.of(7), 2)), Optional.empty(), Optional.empty(),
                List.of()), read(INTERNAL, bytes));
    }

    @Test
    void readsBothFamiliesOfOneMessage() {
        Message.Update update = read(EXTERNAL, Wire.update("", REACH6 + MANDATORY
                + "800f14 0002 01 80 20010db8000000000000000000000002", ROUTE));
        assertEquals(prefixes("2001:db8::2/128"), update.withdrawn());
        assertEquals(List.of(new Message.Reach(IpAddress.of("10.0.0.5"), prefixes("192.168.10.0/32")),
                new Message.Reach(IpAddress.of("2001:db8::5"), prefixes("2001:db8::1/128"))), update.announced());
    }

    @Test
    void takesTheGlobalOneOfTwoNextHops() {
        Message.Update update = read(EXTERNAL, Wire.update("", ORIGIN + PATH + "800e 26 0002 01 20"
                + "20010db8000000000000000000000005 fe800000000000000000000000000005 00 00", ""));
        assertEquals(List.of(new Message.Reach(IpAddress.of("2001:db8::5"), prefixes("::/0"))), update.announced());
    }

    @Test
    void readsIpv4RoutesInMultiProtocolForm() {
        Message.Update update = read(EXTERNAL,
                Wire.update("", ORIGIN + PATH + "800e 0e 0001 01 04 0a000009 00 20c0a80a00", ""));
        assertEquals(List.of(new Message.Reach(IpAddress.of("10.0.0.9"), prefixes("192.168.10.0/32"))),
                update.announced());
    }

    @Test
    void readsIpv6NextHopsOfIpv4RoutesWhereBothSidesSaidSo() {
        WireTerms extended = Wire.terms(new NextHops(Optional.empty(), Optional.of(IpAddress.of("2001:db8::9")),
                Optional.empty(), true));
        String hop = "20010db8000000000000000000000005";
        for (String hops : List.of("10" + hop, "20" + hop + "fe800000000000000000000000000005")) {
            String reach = "0001 01" + hops + "00 20c0a80a00";
            Bytes bytes = Wire.update("", "800e" + "%02x".formatted(Bytes.ofHex(reach).length()) + reach + ORIGIN + PATH, "");
            assertEquals(List.of(new Message.Reach(IpAddress.of("2001:db8::5"), prefixes("192.168.10.0/32"))),
                    read(extended, bytes).announced());
            assertEquals("3/1 MP_REACH_NLRI of IPv4 with a next hop of " + Integer.parseInt(hops.substring(0, 2), 16)
                    + " bytes", Wire.error(Wire.read(EXTERNAL, bytes)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // width, AS_PATH value, AGGREGATOR and AS4_PATH attributes, numbers
        "4, 0202 0000002a 00010000, '', '[42, 65536]'",
        "4, 0201 0000002a 0102 00000001 00000002, '', '[42, 1, 2]'",
        "4, '', '', '[]'",
        "2, 0202 002a 5ba0, '', '[42, 23456]'",
        "2, 0202 002a 5ba0, c0110a 0202 0000002a 00010000, '[42, 65536]'",
        "2, 0203 0001 002a 5ba0, c0110a 0202 0000002a 00010000, '[1, 42, 65536]'",
        "2, 0201 0001 0102 5ba0 0002, c0110a 0102 00010000 00000002, '[1, 65536, 2]'",
        "2, 0201 5ba0, c0110a 0202 0000002a 00010000, '[23456]'",
        "2, 0202 002a 5ba0, c00706 5ba0 0a000001 c0110a 0202 0000002a 00010000, '[42, 65536]'",
        "2, 0202 002a 5ba0, c00706 0001 0a000001 c0110a 0202 0000002a 00010000, '[42, 23456]'",
        "2, 0202 002a 5ba0, c0110a 0302 0000002a 00010000, '[42, 23456]'",
        "4, 0201 0000002a, c01106 0201 00010000, '[42]'"})
    void readsPaths(int width, String path, String others, String numbers) {
        Bytes value = Bytes.ofHex(path);
        Message.Update update = read(Wire.terms(false, width == 4), Wire.update("", ORIGIN
                + "4002" + "%02x".formatted(value.length()) + value + HOP + others, ROUTE));
        assertEquals(numbers, update.attributes().orElseThrow().attributes().asPath().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "0005 0000, 3/1 withdrawn routes of 5 bytes in 0",
        "0001 00 00, 3/1 withdrawn routes of 1 bytes in 0",
        "0000 0001, 3/1 path attributes of 1 bytes in 0",
        "0000 ffff 00, 3/1 path attributes of 65535 bytes in 1",
        "0001 21 0000, 3/10 withdrawn routes with an IPv4 prefix of 33 bits",
        "0002 180a 0000, 3/10 withdrawn routes with a prefix of 3 bytes in 1",
        "0000 0000 21, 3/10 routes with an IPv4 prefix of 33 bits",
        "0000 0000 20c0a80a, 3/10 routes with a prefix of 4 bytes in 3",
        "0000 0000 ff, 3/10 routes with an IPv4 prefix of 255 bits",
        "0000 0003 40ff00, 3/2 [40ff00] well-known attribute 255",
        "0000 0005 500b000107, 3/2 [500b000107] well-known attribute 11",
        "0000 000c 800f03000201 800f03000201, 3/1 MP_UNREACH_NLRI twice",
        "0000 0007 800e0400020110, 3/1 MP_REACH_NLRI of 4 bytes",
        "0000 0008 800e050002011000, 3/1 MP_REACH_NLRI with a next hop of 16 bytes in 1",
        "0000 000c 800e0900020104 0a000005 00, 3/1 MP_REACH_NLRI of IPv6 with a next hop of 4 bytes",
        "0000 000b 800e08000101030a000000, 3/1 MP_REACH_NLRI of IPv4 with a next hop of 3 bytes",
        "0000 0005 800f020002, 3/1 MP_UNREACH_NLRI of 2 bytes",
        "0000 0007 800f0400020181, 3/9 [800f0400020181] MP_UNREACH_NLRI with an IPv6 prefix of 129 bits",
        "0000 0008 800f050002018020, 3/9 [800f050002018020] MP_UNREACH_NLRI with a prefix of 16 bytes in 1",
        "0000 000e 800e0b00010104 0a000005 00 1001, 3/9 [800e0b000101040a000005001001] MP_REACH_NLRI with a prefix of 2 bytes in 1",
        // RFC 7606 5.2: a defect and no routes that could be withdrawn
        "0000 0004 40010103, '3/1 ORIGIN 3, and no routes beside it'",
        "0005 20c0a80a00 0004 40010103, '3/1 ORIGIN 3, and no routes beside it'",
        "0000 0002 4001, '3/1 half an attribute at the end, and no routes beside it'"})
    void resetsWhereTheRoutesCannotBeFound(String body, String error) {
        assertEquals(error, Wire.error(Wire.read(EXTERNAL, Wire.message(2, body))));
    }

    @Test
    void resetsOnASecondReach() {
        assertEquals("3/1 MP_REACH_NLRI twice",
                Wire.error(Wire.read(EXTERNAL, Wire.update("", REACH6 + REACH6 + MANDATORY, ""))));
    }

    @ParameterizedTest
    @CsvSource({
        "4001 01 03, ORIGIN 3",
        "4001 00, ORIGIN of 0 bytes",
        "4001 02 0000, ORIGIN of 2 bytes",
        "c001 01 00, ORIGIN with flags 0xc0",
        "0001 01 00, ORIGIN with flags 0x00",
        "4002 01 02, AS_PATH with half a segment at the end",
        "4002 02 0200, AS_PATH with an empty segment",
        "4002 06 0501 0000002a, AS_PATH with segment type 5",
        "4002 06 0301 0000002a, AS_PATH with segment type 3",
        "4002 06 0202 0000002a, AS_PATH with a segment of 2 numbers in 4 bytes",
        "4002 04 0201 002a, AS_PATH with a segment of 1 numbers in 2 bytes",
        "4002 06 0201 00000000, AS_PATH with AS number 0",
        "4003 03 0a0000, NEXT_HOP of 3 bytes",
        "4003 10 20010db8000000000000000000000005, NEXT_HOP of 16 bytes",
        "8003 04 0a000005, NEXT_HOP with flags 0x80",
        "8004 03 000000, MULTI_EXIT_DISC of 3 bytes",
        "4004 04 00000000, MULTI_EXIT_DISC with flags 0x40",
        "4005 03 000064, LOCAL_PREF of 3 bytes",
        "c006 00, ATOMIC_AGGREGATE with flags 0xc0",
        "c008 00, COMMUNITIES of 0 bytes",
        "c008 03 000000, COMMUNITIES of 3 bytes",
        "8008 04 00000000, COMMUNITIES with flags 0x80",
        "8009 03 000000, ORIGINATOR_ID of 3 bytes",
        "800a 00, CLUSTER_LIST of 0 bytes",
        "800a 05 0000000000, CLUSTER_LIST of 5 bytes",
        "c010 00, EXTENDED_COMMUNITIES of 0 bytes",
        "c010 07 00000000000000, EXTENDED_COMMUNITIES of 7 bytes",
        "c020 00, LARGE_COMMUNITIES of 0 bytes",
        "c020 0b 0000000000000000000000, LARGE_COMMUNITIES of 11 bytes",
        "c063 05 00, attribute 99 of 5 bytes in 1",
        "d063 ffff 00, attribute 99 of 65535 bytes in 1",
        "d063 00, half an attribute at the end",
        "40, half an attribute at the end"})
    void turnsRoutesWithBadAttributesIntoWithdrawals(String bad, String problem) {
        // what follows the bad one of a type is a repetition, so it stands first; the ones at the end of the block last
        boolean overrun = problem.startsWith("attribute 99") || problem.startsWith("half an attribute");
        String rest = MANDATORY + PREFERENCE;
        Bytes bytes = Wire.update("18c0a800", overrun ? REACH6 + rest + bad : bad + REACH6 + rest, ROUTE);
        Message.Update update = read(INTERNAL, bytes);
        assertEquals(Optional.of(problem), update.treatAsWithdraw());
        assertEquals(prefixes("192.168.0.0/24", "192.168.10.0/32", "2001:db8::1/128"), update.withdrawn());
        assertEquals(List.of(), update.announced());
        assertEquals(Optional.empty(), update.attributes());
    }

    @Test
    void turnsRoutesOfAFlaggedReachIntoWithdrawals() {
        Message.Update update = read(EXTERNAL, Wire.update("", REACH6.replace("800e", "c00e") + ORIGIN + PATH, ""));
        assertEquals(Optional.of("MP_REACH_NLRI with flags 0xc0"), update.treatAsWithdraw());
        assertEquals(prefixes("2001:db8::1/128"), update.withdrawn());
    }

    @Test
    void turnsRoutesWithoutMandatoryAttributesIntoWithdrawals() {
        assertMissing("ORIGIN", EXTERNAL, PATH + HOP, ROUTE);
        assertMissing("AS_PATH", EXTERNAL, ORIGIN + HOP, ROUTE);
        assertMissing("NEXT_HOP", EXTERNAL, ORIGIN + PATH, ROUTE);
        assertMissing("LOCAL_PREF", INTERNAL, MANDATORY, ROUTE);
        assertMissing("ORIGIN", EXTERNAL, "", ROUTE);
        assertMissing("AS_PATH", EXTERNAL, REACH6 + ORIGIN, "");
    }

    private static void assertMissing(String type, WireTerms terms, String attributes, String routes) {
        Message.Update update = read(terms, Wire.update("", attributes, routes));
        assertEquals(Optional.of("no " + type), update.treatAsWithdraw());
        assertEquals(1, update.withdrawn().size());
    }

    @ParameterizedTest
    @CsvSource({
        "40060100, 'ATOMIC_AGGREGATE of 1 bytes, discarded'",
        "c007060001 0a000001, 'AGGREGATOR of 6 bytes, discarded'",
        "c00708 00000000 0a000001, 'AGGREGATOR with AS number 0, discarded'",
        "40010102, 'ORIGIN again, discarded'",
        "40010103, 'ORIGIN again, discarded'",
        "c0110602010000002a, 'AS4_PATH of a peer with four-byte numbers, discarded'",
        "c01208 0000002a 0a000001, 'AS4_AGGREGATOR of a peer with four-byte numbers, discarded'",
        "40050400000064, 'LOCAL_PREF of an external peer, discarded'",
        "400500, 'LOCAL_PREF of an external peer, discarded'",
        "80090401010101, 'ORIGINATOR_ID of an external peer, discarded'",
        "800a00, 'CLUSTER_LIST of an external peer, discarded'",
        "800e0500010400 00, 'routes of AFI 1, SAFI 4 were not negotiated, ignored'",
        "800f0340044 7, 'routes of AFI 16388, SAFI 71 were not negotiated, ignored'"})
    void discardsWhatDoesNotMatter(String attribute, String remark) {
        Message.Update update = read(EXTERNAL, Wire.update("", MANDATORY + attribute, ROUTE));
        assertEquals(List.of(remark), update.remarks());
        assertEquals(prefixes("192.168.10.0/32"), update.announced().getFirst().prefixes());
        assertEquals("origin IGP, path [42]", update.attributes().orElseThrow().attributes().toString());
    }

    @Test
    void discardsBadFourByteExtrasOfOldPeers() {
        Message.Update update = read(OLD, Wire.update("", ORIGIN + "4002040201002a" + HOP
                + "c0110101" + "c0120100", ROUTE));
        assertEquals(List.of("AS4_PATH with half a segment at the end, discarded",
                "AS4_AGGREGATOR of 1 bytes, discarded"), update.remarks());
    }

    @Test
    void boundsTheRemarks() {
        Message.Update update = read(EXTERNAL, Wire.update("", MANDATORY + "40010100".repeat(100), ROUTE));
        assertEquals(16, update.remarks().size());
    }

    @Test
    void ignoresRoutesOfFamiliesThatWereNotNegotiated() {
        WireTerms only6 = Wire.terms(new Asn(42), false, true, List.of(Family.IPV6));
        Message.Update update = read(only6, Wire.update("18c0a800", REACH6 + MANDATORY, ROUTE));
        assertEquals(List.of("routes of AFI 1, SAFI 1 were not negotiated, ignored"), update.remarks());
        assertEquals(List.of(), update.withdrawn());
        assertEquals(1, update.announced().size());
        WireTerms only4 = Wire.terms(new Asn(42), false, true, List.of(Family.IPV4));
        update = read(only4, Wire.update("", "800f03000201", ""));
        assertEquals(List.of("routes of AFI 2, SAFI 1 were not negotiated, ignored"), update.remarks());
        assertFalse(update.endOfRib().isPresent());
        assertFalse(read(only6, Wire.update("", "", "")).endOfRib().isPresent());
    }

    @Test
    void tellsAnEndOfRibFromOtherMessagesWithoutRoutes() {
        assertEquals(Optional.of(Family.IPV4), read(EXTERNAL, Wire.update("", "", "")).endOfRib());
        assertEquals(Optional.of(Family.IPV6), read(EXTERNAL, Wire.update("", "900f0003000201", "")).endOfRib());
        assertEquals(Optional.of(Family.IPV4), read(EXTERNAL, Wire.update("", "800f03000101", "")).endOfRib());
        assertEquals(Optional.empty(), read(EXTERNAL, Wire.update("", "800f03000201" + ORIGIN, "")).endOfRib());
        assertEquals(Optional.empty(), read(EXTERNAL, Wire.update(ROUTE, "800f03000201", "")).endOfRib());
    }

    private static Message.Update read(WireTerms terms, Bytes bytes) {
        return Wire.update(Wire.read(terms, bytes));
    }

    private static List<Prefix> prefixes(String... texts) {
        return List.of(texts).stream().map(Prefix::of).toList();
    }
}
