package metallb.domain.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import metallb.domain.bgp.wire.Capability;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageReader;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NextHops;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.bgp.wire.Reading;
import metallb.domain.bgp.wire.WireTerms;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/** A router that answers an OPEN with its own and every KEEPALIVE with one, and keeps what it is told. */
final class ScriptedRouter {
    final AddressPort address;
    final Asn asn;
    /** Raw UPDATE messages in hexadecimal, in order. */
    final List<String> updates = new ArrayList<>();
    /** {@code code/subcode} of the NOTIFICATIONs received, in order. */
    final List<String> notifications = new ArrayList<>();
    final List<Message.Open> opens = new ArrayList<>();
    /** What it was told and not untold: the attributes' text by prefix. */
    final TreeMap<Prefix, String> table = new TreeMap<>();
    int endsOfRib;
    /** Whether it takes connections. */
    boolean listening = true;
    /** What it answers OPENs with in turn; empty where it answers with its own. */
    List<NotificationCode> refusals = List.of();
    /** Whether it takes what is sent and says nothing. */
    boolean silent;
    /** Whether it leaves who dials without any answer. */
    boolean unreachable;
    /** Whether it keeps routes while the speaker restarts (RFC 4724), and through NOTIFICATIONs (RFC 8538). */
    boolean keepsRoutes;
    /** Whether its socket takes what is sent to it. */
    boolean draining = true;
    /** The families that it offers. */
    List<Family> families = List.of(Family.IPV4);
    /** The hold time that it offers. */
    int holdSeconds = 90;
    private MessageReader reader = new MessageReader();

    ScriptedRouter(AddressPort address, Asn asn) {
        this.address = address;
        this.asn = asn;
    }

    void connected() {
        reader = new MessageReader();
        table.clear();
    }

    /** Takes bytes; what it says to them. */
    List<Bytes> take(Bytes bytes) {
        List<Bytes> replies = new ArrayList<>();
        reader.feed(bytes);
        for (int at = 0; at < bytes.length(); at += bytes.unsigned16(at + 16)) {
            Bytes raw = bytes.slice(at, bytes.unsigned16(at + 16));
            if (!(reader.next() instanceof Reading.Complete(Message message))) {
                throw new AssertionError("cannot be read: " + raw);
            }
            take(message, raw, replies);
        }
        return silent ? List.of() : replies;
    }

    private void take(Message message, Bytes raw, List<Bytes> replies) {
        switch (message) {
            case Message.Open open -> {
                opens.add(open);
                if (!refusals.isEmpty()) {
                    replies.add(MessageWriter.notification(
                            refusals.get((opens.size() - 1) % refusals.size()).notification(Bytes.EMPTY)));
                    return;
                }
                reader.settle(new WireTerms(asn, asn.equals(open.asn()), true, families,
                        NextHops.of(Optional.of(address.address()).filter(IpAddress::isIpv4),
                                Optional.of(address.address()).filter(own -> !own.isIpv4()))));
                List<Capability> capabilities = new ArrayList<>();
                families.forEach(family -> capabilities.add(Capability.MultiProtocol.unicast(family)));
                if (keepsRoutes) {
                    capabilities.add(new Capability.GracefulRestart(4, 120, List.of()));
                }
                replies.add(MessageWriter.open(Message.Open.of(asn, holdSeconds, RouterId.of("192.0.2.1"), capabilities)));
                replies.add(MessageWriter.keepalive());
            }
            case Message.Keepalive _ -> replies.add(MessageWriter.keepalive());
            case Message.Update update -> {
                if (update.endOfRib().isPresent()) {
                    endsOfRib++;
                } else {
                    updates.add(raw.toHex().substring(32));
                    update.withdrawn().forEach(table::remove);
                    update.announced().forEach(reach -> reach.prefixes().forEach(prefix -> table.put(prefix,
                            "via " + reach.nextHop() + ", " + update.attributes().orElseThrow().attributes())));
                }
            }
            case Message.Notification notification ->
                    notifications.add(notification.code() + "/" + notification.subcode());
            case Message.RouteRefresh _ -> throw new AssertionError("speakers do not ask for routes");
        }
    }

    /** The prefixes it has, as text, in order. */
    List<String> prefixes() {
        return table.keySet().stream().map(Prefix::toString).toList();
    }
}
