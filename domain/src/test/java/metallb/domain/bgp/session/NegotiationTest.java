package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import metallb.domain.bgp.wire.Capability;
import metallb.domain.bgp.wire.Message;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkSettings;
import metallb.domain.route.NextHop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two OPENs come to: families, next hops, timers, abilities. */
class NegotiationTest {
    private static final Capability V4 = Capability.MultiProtocol.unicast(Family.IPV4);
    private static final Capability V6 = Capability.MultiProtocol.unicast(Family.IPV6);
    private static final Capability EXTENDED =
            new Capability.ExtendedNextHop(List.of(Negotiation.IPV4_OVER_IPV6));

    private static PeerSettings settings(String remote, SessionOptions options, Family... families) {
        return settings(remote, options, Optional.empty(), families);
    }

    private static PeerSettings settings(String remote, SessionOptions options, Optional<Duration> keepalive,
            Family... families) {
        LinkSettings link = LinkSettings.plain(new AddressPort(IpAddress.of(remote), 179), Optional.empty());
        return new PeerSettings("tor", link, Bench.OURS, Optional.of(Bench.THEIRS), Duration.ofSeconds(90), keepalive,
                List.of(families), options);
    }

    private static Negotiation judge(PeerSettings settings, String local, int hold, Capability... theirs) {
        return judge(settings, ends(settings, local, ""), hold, theirs);
    }

    private static LinkEnds ends(PeerSettings settings, String local, String linkLocal) {
        return new LinkEnds(new AddressPort(IpAddress.of(local), 40000), settings.remote(), IpAddress.parse(linkLocal));
    }

    private static Negotiation judge(PeerSettings settings, LinkEnds ends, int hold, Capability... theirs) {
        Message.Open sent = Negotiation.open(0, settings, Bench.OUR_ID, true);
        Message.Open received = Message.Open.of(Bench.THEIRS, hold, Bench.THEIR_ID, List.of(theirs));
        return Negotiation.judge(settings, sent, received, ends);
    }

    private static Terms agreed(PeerSettings settings, String local, Capability... theirs) {
        return agreed(settings, ends(settings, local, ""), theirs);
    }

    private static Terms agreed(PeerSettings settings, LinkEnds ends, Capability... theirs) {
        return ((Negotiation.Agreed) judge(settings, ends, 90, theirs)).terms();
    }

    /** What we offer and what the peer offers, in the letters 4 and 6; what is spoken then. */
    @ParameterizedTest
    @CsvSource({"4, 4, 4", "46, 4, 4", "4, 46, 4", "46, 46, 46", "6, 46, 6", "46, 6, 6", "46, '', 4", "4, '', 4"})
    void speaksTheFamiliesThatBothOffer(String ours, String theirs, String spoken) {
        Terms terms = agreed(settings("10.0.0.2", SessionOptions.USUAL, families(ours)), "10.0.0.1",
                Arrays.stream(families(theirs)).map(Capability.MultiProtocol::unicast).toArray(Capability[]::new));
        assertEquals(List.of(families(spoken)), terms.families());
    }

    @ParameterizedTest
    @CsvSource({"6, 4", "4, 6", "6, ''"})
    void refusesAPeerWithoutACommonFamily(String ours, String theirs) {
        assertTrue(judge(settings("10.0.0.2", SessionOptions.USUAL, families(ours)), "10.0.0.1", 90,
                Arrays.stream(families(theirs)).map(Capability.MultiProtocol::unicast).toArray(Capability[]::new))
                instanceof Negotiation.Refused);
    }

    private static Family[] families(String letters) {
        return letters.chars().mapToObj(letter -> letter == '4' ? Family.IPV4 : Family.IPV6).toArray(Family[]::new);
    }

    /**
     * Our address on the session, what else is known of us (IPv4, IPv6), our link-local address where the peer shares the
     * subnet, whether it takes IPv6 next hops of IPv4 routes; the next hops of IPv4 and of IPv6 routes, {@code -} for none.
     */
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, '', '', '', false, 10.0.0.1, -",
        "10.0.0.1, '', 2001:db8::1, '', false, 10.0.0.1, 2001:db8::1",
        "2001:db8::1, '', '', '', false, -, 2001:db8::1",
        "2001:db8::1, '', '', '', true, 2001:db8::1, 2001:db8::1",
        "2001:db8::1, '', '', fe80::1, true, 2001:db8::1 fe80::1, 2001:db8::1 fe80::1",
        "2001:db8::1, 10.0.0.1, '', '', true, 2001:db8::1, 2001:db8::1",
        "2001:db8::1, 10.0.0.1, 2001:db8::9, '', false, 10.0.0.1, 2001:db8::1",
        "2001:db8::1, 10.0.0.1, 2001:db8::9, fe80::1, false, 10.0.0.1, 2001:db8::1 fe80::1",
        "fe80::1, '', 2001:db8::1, '', true, 2001:db8::1 fe80::1, 2001:db8::1 fe80::1",
        "fe80::1, '', '', '', true, fe80::1 fe80::1, fe80::1 fe80::1"})
    void announcesWithTheAddressesThatItHas(String local, String ipv4, String ipv6, String linkLocal, boolean extended,
            String ipv4Hop, String ipv6Hop) {
        OwnAddresses own = new OwnAddresses(IpAddress.parse(ipv4), IpAddress.parse(ipv6));
        String remote = local.contains(":") ? "2001:db8::2" : "10.0.0.2";
        PeerSettings settings = settings(remote, SessionOptions.USUAL.reachedAt(own), Family.IPV4, Family.IPV6);
        LinkEnds ends = ends(settings, local, linkLocal);
        Terms terms = extended ? agreed(settings, ends, V4, V6, EXTENDED) : agreed(settings, ends, V4, V6);
        assertEquals(ipv4Hop, hop(terms, Family.IPV4));
        assertEquals(ipv6Hop, hop(terms, Family.IPV6));
    }

    private static String hop(Terms terms, Family family) {
        return terms.wire().resolve(NextHop.SELF, family).map(address -> address.isIpv4() ? address.toString()
                : address + terms.nextHops().linkLocal().map(linkLocal -> " " + linkLocal).orElse("")).orElse("-");
    }

    @Test
    void takesExtendedNextHopsOnlyOverIpv6AndOnlyFromWhoSaysSo() {
        Message.Open over4 = Negotiation.open(0, settings("10.0.0.2", SessionOptions.USUAL, Family.IPV4), Bench.OUR_ID, true);
        Message.Open over6 = Negotiation.open(0, settings("2001:db8::2", SessionOptions.USUAL, Family.IPV4), Bench.OUR_ID, true);
        Message.Open only6 = Negotiation.open(0, settings("2001:db8::2", SessionOptions.USUAL, Family.IPV6), Bench.OUR_ID, true);
        assertEquals(List.of(false, true, false), List.of(over4.capabilities().contains(EXTENDED),
                over6.capabilities().contains(EXTENDED), only6.capabilities().contains(EXTENDED)));
        Capability other = new Capability.ExtendedNextHop(List.of(new Capability.ExtendedNextHop.Entry(1, 128, 2)));
        assertEquals(false, agreed(settings("2001:db8::2", SessionOptions.USUAL, Family.IPV4), "2001:db8::1", V4, other)
                .abilities().extendedNextHop());
    }

    /** Proposed by us (90), proposed by the peer, configured keepalive time (0 for none); agreed hold and keepalive time. */
    @ParameterizedTest
    @CsvSource({"90, 0, 90, 30000", "9, 0, 9, 3000", "180, 0, 90, 30000", "90, 10, 90, 10000", "90, 40, 90, 30000",
        "9, 10, 9, 3000", "0, 10, 0, 0", "10, 0, 10, 3333"})
    void agreesOnTheShorterTimes(int theirHold, int keepalive, int hold, int agreedMillis) {
        PeerSettings settings = settings("10.0.0.2", SessionOptions.USUAL,
                Optional.of(Duration.ofSeconds(keepalive)).filter(time -> !time.isZero()), Family.IPV4);
        Terms terms = ((Negotiation.Agreed) judge(settings, "10.0.0.1", theirHold, V4)).terms();
        assertEquals(Duration.ofSeconds(hold), terms.holdTime());
        assertEquals(agreedMillis, terms.keepalive().toMillis());
    }

    @Test
    void canDoWhatBothCan() {
        SessionOptions restarting = SessionOptions.USUAL.restarting(
                new GracefulRestart(Duration.ofSeconds(120), new Beginning(0, 0)));
        Capability enhanced = new Capability.EnhancedRouteRefresh();
        Capability restart = new Capability.GracefulRestart(0, 60, List.of());
        Capability notifications = new Capability.GracefulRestart(4, 60, List.of());
        assertEquals(new Abilities(true, false, true, true, false), abilities(restarting, enhanced, restart));
        assertEquals(new Abilities(true, false, false, true, true), abilities(restarting, notifications));
        assertEquals(new Abilities(true, false, false, true, true), abilities(restarting, restart, notifications));
        assertEquals(new Abilities(true, false, false, false, false), abilities(SessionOptions.USUAL, notifications));
        assertEquals(new Abilities(true, false, false, false, false),
                abilities(SessionOptions.USUAL.withoutEnhancedRefresh(), enhanced));
    }

    private static Abilities abilities(SessionOptions options, Capability... theirs) {
        return agreed(settings("10.0.0.2", options, Family.IPV4), "10.0.0.1", theirs).abilities();
    }
}
