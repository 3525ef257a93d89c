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
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/** What two OPENs come to. */
sealed interface Negotiation {
    /** A session can be had. */
    record Agreed(Terms terms) implements Negotiation {}

    /** It cannot: the NOTIFICATION that says why. */
    record Refused(NotificationError error) implements Negotiation {}

    /** Our OPEN: the families, route refresh and four-octet AS numbers. */
    static Message.Open open(PeerSettings settings, RouterId id) {
        List<Capability> capabilities = new ArrayList<>();
        settings.families().forEach(family -> capabilities.add(Capability.MultiProtocol.unicast(family)));
        capabilities.add(new Capability.RouteRefresh());
        return Message.Open.of(settings.localAsn(), (int) settings.holdTime().toSeconds(), id, capabilities);
    }

    /** Judges the peer's OPEN against ours; what no OPEN may hold was refused by the reader before. */
    static Negotiation judge(PeerSettings settings, Message.Open sent, Message.Open received, AddressPort local,
            AddressPort remote) {
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
        return new Agreed(new Terms(sent.asn(), received.asn(), received.id(), hold, keepalive(settings, hold), common,
                received.speaksFourOctetAs(), local, remote));
    }

    /** RFC 4271 section 4.4: a third of the hold time is a reasonable maximum. */
    private static Duration keepalive(PeerSettings settings, Duration hold) {
        Duration third = hold.dividedBy(3);
        return settings.keepaliveTime().filter(time -> time.compareTo(third) < 0).orElse(third);
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
