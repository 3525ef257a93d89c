package metallb.domain.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteWordsTest {
    @ParameterizedTest
    @CsvSource({"1,1", "64500,64500", "65536,65536", "4294967295,4294967295", "007,7"})
    void readsAsNumbers(String text, long value) {
        assertEquals(Optional.of(new Asn(value)), Asn.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "4294967296", "-1", "+1", "1.1", " 1", "1 ", "AS1", "0x1", "99999999999999999999",
        "\u0661"})
    void refusesWhatIsNoAsNumber(String text) {
        assertEquals(Optional.empty(), Asn.parse(text));
    }

    @Test
    void tellsAsNumbersOfTwoBytes() {
        assertTrue(new Asn(65535).fits2Bytes());
        assertFalse(new Asn(65536).fits2Bytes());
        assertEquals("23456", Asn.AS_TRANS.toString());
        assertThrows(IllegalArgumentException.class, () -> new Asn(0));
        assertThrows(IllegalArgumentException.class, () -> new Asn(1L << 32));
        assertTrue(new Asn(1).compareTo(new Asn(4294967295L)) < 0);
    }

    @Test
    void readsRouterIds() {
        assertEquals(Optional.of(new RouterId(0x0a000005L)), RouterId.parse("10.0.0.5"));
        assertEquals("255.255.255.255", RouterId.of("255.255.255.255").toString());
        for (String text : List.of("", "0.0.0.0", "10.0.0", "1", "::1", "10.0.0.256")) {
            assertEquals(Optional.empty(), RouterId.parse(text), text);
        }
        assertThrows(IllegalArgumentException.class, () -> new RouterId(0));
        assertThrows(IllegalArgumentException.class, () -> RouterId.of("x"));
        assertTrue(RouterId.of("9.0.0.0").compareTo(RouterId.of("200.0.0.0")) < 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0:0", "1234:1", "65535:65535", "large:0:0:0", "large:64500:1:2",
        "large:4294967295:4294967295:4294967295"})
    void readsAndWritesCommunities(String text) {
        assertEquals(Optional.of(text), Community.parse(text).map(Community::toString));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "1", "1:", ":1", "65536:1", "1:65536", "-1:1", "1:2:3", "1:2:3:4", "large:1:2",
        "large:1:2:3:4", "large:4294967296:1:1", "Large:1:2:3", "large:1::3", "1: 2", "no-export"})
    void refusesWhatIsNoCommunity(String text) {
        assertEquals(Optional.empty(), Community.parse(text));
    }

    /** Names and numbers as IANA's registry of well-known communities has them. */
    @ParameterizedTest
    @CsvSource({"graceful-shutdown,65535:0", "accept-own,65535:1", "llgr-stale,65535:6", "no-llgr,65535:7",
        "blackhole,65535:666", "no-export,65535:65281", "no-advertise,65535:65282", "no-export-subconfed,65535:65283",
        "no-peer,65535:65284", "nopeer,65535:65284"})
    void knowsTheWellKnownCommunities(String name, String value) {
        assertEquals(Optional.of(value), WellKnownCommunity.named(name).map(Community::toString));
        assertTrue(WellKnownCommunity.names().contains(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NO_EXPORT", "No-Export", "no export", "internet"})
    void knowsNoOtherCommunityByName(String name) {
        assertEquals(Optional.empty(), WellKnownCommunity.named(name));
        assertEquals(10, WellKnownCommunity.names().size());
    }

    @Test
    void ordersCommunitiesByKindThenNumber() {
        List<Community> ordered = List.of(
                new Community.Standard(0, 65535), new Community.Standard(1, 0), new Community.Standard(65535, 1),
                new Community.Large(1, 2, 3), new Community.Large(1, 2, 4294967295L), new Community.Large(1, 3, 0),
                new Community.Large(4294967295L, 0, 0),
                new Community.Extended(0x0004fc1f47f42400L), new Community.Extended(0x4004fc1f47f42400L),
                new Community.Extended(0x8000000000000000L));
        List<Community> shuffled = new ArrayList<>(ordered);
        Collections.reverse(shuffled);
        Collections.sort(shuffled);
        assertEquals(ordered, shuffled);
        assertEquals("ext:0004fc1f47f42400", ordered.get(7).toString());
        assertThrows(IllegalArgumentException.class, () -> new Community.Standard(65536, 0));
        assertThrows(IllegalArgumentException.class, () -> new Community.Large(0, -1, 0));
    }

    @Test
    void knowsOriginsByTheirCode() {
        for (Origin origin : Origin.values()) {
            assertEquals(Optional.of(origin), Origin.ofCode(origin.code()));
        }
        assertEquals(Optional.empty(), Origin.ofCode(3));
        assertEquals(Optional.empty(), Origin.ofCode(-1));
    }

    @Test
    void ordersKeysByFamilyPrefixAndPath() {
        List<RouteKey> ordered = List.of(
                RouteKey.of(Prefix.of("10.0.0.0/8")), RouteKey.of(Prefix.of("10.0.0.0/16")),
                new RouteKey(Family.IPV4, Prefix.of("10.0.0.0/16"), 1), RouteKey.of(Prefix.of("200.0.0.0/8")),
                RouteKey.of(Prefix.of("::/0")), RouteKey.of(Prefix.of("fd00::/8")));
        List<RouteKey> shuffled = new ArrayList<>(ordered);
        Collections.reverse(shuffled);
        Collections.sort(shuffled);
        assertEquals(ordered, shuffled);
        assertEquals("10.0.0.0/16#1", ordered.get(2).toString());
        assertThrows(IllegalArgumentException.class, () -> new RouteKey(Family.IPV6, Prefix.of("10.0.0.0/8"), 0));
        assertThrows(IllegalArgumentException.class, () -> new RouteKey(Family.IPV4, Prefix.of("10.0.0.0/8"), -1));
    }

    @Test
    void writesRoutes() {
        Attributes attributes = Attributes.originated(Origin.IGP, OptionalLong.empty(), List.of());
        RouteKey key = RouteKey.of(Prefix.of("10.0.0.1/32"));
        assertEquals("10.0.0.1/32 via self, origin IGP", new Route(key, NextHop.SELF, attributes).toString());
        assertEquals("10.0.0.1/32 via 10.0.0.9, origin IGP",
                new Route(key, new NextHop.Via(IpAddress.of("10.0.0.9")), attributes).toString());
    }
}
