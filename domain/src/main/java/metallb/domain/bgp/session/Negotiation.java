package metallb.domain.bgp.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import metallb.domain.bgp.wire.Capability;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.bgp.wire.NotificationError;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.LinkEnds;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/** What two OPENs come to. */
sealed interface Negotiation {
    /** RFC 8950 section 4: unicast IPv4 routes with IPv6 next hops. */
    Capability.ExtendedNextHop.Entry IPV4_OVER_IPV6 =
            new Capability.ExtendedNextHop.Entry(Family.IPV4.afi(), Capability.UNICAST, Family.IPV6.afi());
    Capability ENHANCED_REFRESH = new Capability.EnhancedRouteRefresh();

    /** A session can be had. */
    record Agreed(Terms terms) implements Negotiation {}

    /** It cannot: the NOTIFICATION that says why. */
    record Refused(NotificationError error) implements Negotiation {}

    /**
     * Our OPEN: the families, and what we can do with them.
     *
     * @param first whether this process had no session with the peer yet
     */
    static Message.Open open(long nanos, PeerSettings settings, RouterId id, boolean first) {
        List<Capability> capabilities = new ArrayList<>();
        settings.families().forEach(family -> capabilities.add(Capability.MultiProtocol.unicast(family)));
        capabilities.add(new Capability.RouteRefresh());
        if (settings.families().contains(Family.IPV4) && !settings.remote().address().isIpv4()) {
            capabilities.add(new Capability.ExtendedNextHop(List.of(IPV4_OVER_IPV6)));
        }
        settings.options().gracefulRestart().ifPresent(restart ->
                capabilities.add(restart.capability(nanos, first, settings.families())));
        if (settings.options().enhancedRefresh()) {
            capabilities.add(ENHANCED_REFRESH);
        }
        return Message.Open.of(settings.localAsn(), (int) settings.holdTime().toSeconds(), id, capabilities);
    }

    /** Judges the peer's OPEN against ours; what no OPEN may hold was refused by the reader before. */
    static Negotiation judge(PeerSettings settings, Message.Open sent, Message.Open received, LinkEnds ends) {
        Optional<Asn> expected = settings.remoteAsn().filter(asn -> !asn.equals(received.asn()));
        if (expected.isPresent()) {
            return refused(NotificationCode.BAD_PEER_AS, Bytes.EMPTY,
                    "the peer says AS " + received.asn() + ", configured is " + expected.get());
        }
        // RFC 6286 section 2.2: unique within an AS, so equal ones matter only there
        if (received.asn().equals(sent.asn()) && received.id().equals(sent.id())) {
            return refused(NotificationCode.BAD_BGP_IDENTIFIER, Bytes.EMPTY,
                    "the peer in our AS has our router id " + sent.id());
        }
        List<Family> theirs = families(received);
        List<Family> common = settings.families().stream().filter(theirs::contains).toList();
        if (common.isEmpty()) {
            return refused(NotificationCode.UNSUPPORTED_CAPABILITY, multiProtocol(settings.families()),
                    "no common address family: we offer " + names(settings.families()) + ", the peer " + names(theirs));
        }
        Duration hold = Duration.ofSeconds(Math.min(sent.holdTimeSeconds(), received.holdTimeSeconds()));
        Abilities abilities = abilities(sent, received);
        return new Agreed(new Terms(sent.asn(), received.asn(), received.id(), hold, keepalive(settings, hold), common,
                abilities, settings.options().own().nextHops(ends, abilities.extendedNextHop()), ends.local(),
                ends.remote()));
    }

    /** RFC 4271 section 4.4: a third of the hold time is a reasonable maximum. */
    private static Duration keepalive(PeerSettings settings, Duration hold) {
        Duration third = hold.dividedBy(3);
        return settings.keepaliveTime().filter(time -> time.compareTo(third) < 0).orElse(third);
    }

    private static Abilities abilities(Message.Open sent, Message.Open received) {
        Optional<Capability.GracefulRestart> theirs = restart(received);
        boolean restart = restart(sent).isPresent() && theirs.isPresent();
        return new Abilities(received.speaksFourOctetAs(), takesExtendedNextHops(sent) && takesExtendedNextHops(received),
                sent.capabilities().contains(ENHANCED_REFRESH) && received.capabilities().contains(ENHANCED_REFRESH),
                restart, restart && theirs.filter(GracefulRestart::keepsThroughNotifications).isPresent());
    }

    /** Where it is repeated, the last one counts (RFC 4724 section 3). */
    private static Optional<Capability.GracefulRestart> restart(Message.Open open) {
        return open.capabilities().reversed().stream().filter(Capability.GracefulRestart.class::isInstance)
                .map(Capability.GracefulRestart.class::cast).findFirst();
    }

    private static boolean takesExtendedNextHops(Message.Open open) {
        return open.capabilities().stream().anyMatch(capability -> capability instanceof Capability.ExtendedNextHop extended
                && extended.entries().contains(IPV4_OVER_IPV6));
    }

    /** RFC 4760 section 8; who sends no such capability speaks unicast IPv4, as RFC 4271 does. */
    private static List<Family> families(Message.Open open) {
        List<Capability.MultiProtocol> offered = open.capabilities().stream()
                .filter(Capability.MultiProtocol.class::isInstance).map(Capability.MultiProtocol.class::cast).toList();
        return offered.isEmpty() ? List.of(Family.IPV4)
                : offered.stream().flatMap(capability -> capability.family().stream()).distinct().toList();
    }

    private static String names(List<Family> families) {
        return families.isEmpty() ? "none of ours"
                : families.stream().map(Family::toString).collect(Collectors.joining(" and "));
    }

    /** RFC 5492 section 5: the data lists the capabilities that the peer lacks. */
    private static Bytes multiProtocol(List<Family> families) {
        List<Capability> lacking = new ArrayList<>();
        families.forEach(family -> lacking.add(Capability.MultiProtocol.unicast(family)));
        return MessageWriter.capabilities(lacking);
    }

    private static Refused refused(NotificationCode code, Bytes data, String text) {
        return new Refused(new NotificationError(code, data, text));
    }
}
