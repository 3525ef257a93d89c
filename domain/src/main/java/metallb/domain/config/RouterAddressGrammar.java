package metallb.domain.config;

import java.util.Optional;
import metallb.domain.net.AddressPort;
import metallb.domain.net.IpAddress;

/** Reads where a router is: {@code peer-address} and {@code peer-port}. */
final class RouterAddressGrammar {
    private static final String WANTED = "expected the router's IPv4 or IPv6 address in digits";
    private static final String WANTED_ZONE =
            "write it with the network interface of the nodes that it is reached by, such as fe80::1%eth0";

    private final Findings findings;

    RouterAddressGrammar(Findings findings) {
        this.findings = findings;
    }

    Optional<AddressPort> read(Section peer) {
        int port = (int) peer.number("peer-port", 1, 65535, "invalid peer port %s",
                "expected a number from 1 to 65535 (179 if the key is left out)").orElse(PeerConfig.DEFAULT_PORT);
        if (peer.value("peer-address").isEmpty()) {
            findings.error(peer.where(), "missing peer IP",
                    "write peer-address: with the router's IPv4 or IPv6 address");
            return Optional.empty();
        }
        return peer.scalar("peer-address", WANTED).flatMap(scalar -> read(scalar, port));
    }

    /** A link-local address is a different router on each interface, so it comes with one (RFC 4007 11). */
    private Optional<AddressPort> read(Tree.Scalar scalar, int port) {
        String text = scalar.text();
        int percent = text.indexOf('%');
        boolean zoned = percent >= 0;
        String zone = zoned ? text.substring(percent + 1) : "";
        Optional<IpAddress> address = IpAddress.parse(zoned ? text.substring(0, percent) : text)
                .filter(RangeText::isOneHost);
        String invalid = "invalid peer IP " + Quote.of(text);
        if (address.isEmpty()) {
            findings.error(scalar.where(), invalid, WANTED);
        } else if (!zoned && address.get().isLinkLocal()) {
            findings.error(scalar.where(), invalid + ": it is link-local", WANTED_ZONE);
        } else if (zoned && !address.get().isLinkLocal()) {
            findings.error(scalar.where(), invalid + ": only a link-local address has an interface",
                    "write " + address.get());
        } else if (zoned && !AddressPort.isZone(zone)) {
            findings.error(scalar.where(), invalid + ": no interface has such a name", WANTED_ZONE);
        } else {
            return address.map(known -> new AddressPort(known, zone, port));
        }
        return Optional.empty();
    }
}
