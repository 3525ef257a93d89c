package metallb.domain.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import metallb.domain.net.AddressPort;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/** Reads the list {@code peers}. */
final class PeerGrammar {
    private static final List<String> KNOWN =
            List.of("my-asn", "peer-asn", "peer-address", "peer-port", "hold-time", "router-id", "node-selectors");
    private static final List<String> LATER = List.of("source-address", "keepalive-time", "password", "bfd-profile",
            "ebgp-multihop");
    private static final long LARGEST_ASN = 0xffffffffL;
    private static final String WANTED_ADDRESS = "expected the router's IPv4 or IPv6 address in digits";
    private static final String WANTED_ROUTER_ID = "expected an IPv4 address other than 0.0.0.0";

    private final Findings findings;

    PeerGrammar(Findings findings) {
        this.findings = findings;
    }

    List<PeerConfig> read(List<Tree> items) {
        List<PeerConfig> peers = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String name = "peer" + (i + 1);
            Section.of(items.get(i), KNOWN, LATER, findings).flatMap(peer -> read(name, peer)).ifPresent(peers::add);
        }
        warnOfTwins(peers);
        return peers;
    }

    private Optional<PeerConfig> read(String name, Section peer) {
        Optional<Asn> mine = asn(peer, "my-asn", "local");
        Optional<Asn> theirs = asn(peer, "peer-asn", "peer");
        Optional<IpAddress> address = address(peer);
        int port = (int) peer.number("peer-port", 1, 65535, "invalid peer port %s",
                "expected a number from 1 to 65535 (179 if the key is left out)").orElse(PeerConfig.DEFAULT_PORT);
        Duration holdTime = peer.scalar("hold-time", HoldTime.WANTED)
                .flatMap(scalar -> HoldTime.read(scalar, findings)).orElse(PeerConfig.DEFAULT_HOLD_TIME);
        Optional<RouterId> routerId = routerId(peer);
        List<LabelSelector> selectors = new SelectorGrammar(findings)
                .read(peer.list("node-selectors", SelectorGrammar.EXAMPLE));
        if (mine.isEmpty() || theirs.isEmpty() || address.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PeerConfig(name, peer.where(), mine.get(), theirs.get(),
                new AddressPort(address.get(), port), holdTime, routerId, selectors));
    }

    /** 0 is refused in MetalLB's words for a missing one; RFC 7607 forbids it. */
    private Optional<Asn> asn(Section peer, String key, String whose) {
        String range = "a number from 1 to " + LARGEST_ASN;
        String wanted = "expected " + range;
        Optional<Tree> value = peer.value(key);
        if (value.isEmpty()) {
            findings.error(peer.where(), "missing " + whose + " ASN", "write " + key + ": with " + range);
            return Optional.empty();
        }
        if (value.get() instanceof Tree.Scalar scalar && Section.number(scalar).equals(OptionalLong.of(0))) {
            findings.error(scalar.where(), "missing " + whose + " ASN: " + key + " is 0", wanted);
            return Optional.empty();
        }
        return peer.number(key, 1, LARGEST_ASN, "invalid " + whose + " ASN %s", wanted).stream()
                .mapToObj(Asn::new).findFirst();
    }

    private Optional<IpAddress> address(Section peer) {
        if (peer.value("peer-address").isEmpty()) {
            findings.error(peer.where(), "missing peer IP",
                    "write peer-address: with the router's IPv4 or IPv6 address");
            return Optional.empty();
        }
        return peer.scalar("peer-address", WANTED_ADDRESS).flatMap(scalar -> {
            Optional<IpAddress> address = IpAddress.parse(scalar.text()).filter(PeerGrammar::canBeARouter);
            if (address.isEmpty()) {
                findings.error(scalar.where(), "invalid peer IP " + Quote.of(scalar.text()), WANTED_ADDRESS);
            }
            return address;
        });
    }

    /** One host: not unspecified, multicast or broadcast; nor IPv4 written as IPv6, which no socket can tell apart. */
    private static boolean canBeARouter(IpAddress address) {
        if (address.isIpv4()) {
            return !address.isUnspecified() && address.low() >>> 28 < 0xe;
        }
        return !address.isUnspecified() && address.high() >>> 56 != 0xff && !RangeText.isMapped(address);
    }

    private Optional<RouterId> routerId(Section peer) {
        return peer.scalar("router-id", WANTED_ROUTER_ID).flatMap(scalar -> {
            Optional<RouterId> id = RouterId.parse(scalar.text());
            if (id.isEmpty()) {
                findings.error(scalar.where(), "invalid router ID " + Quote.of(scalar.text()), WANTED_ROUTER_ID);
            }
            return id;
        });
    }

    /**
     * Peers of one address and port are one session on a node, where only the first written can run. Whether they ever
     * meet is said only where that is plain: the earlier one runs wherever the later one does.
     */
    private void warnOfTwins(List<PeerConfig> peers) {
        Map<AddressPort, PeerConfig> everywhere = new LinkedHashMap<>();
        Map<Place, PeerConfig> first = new LinkedHashMap<>();
        for (PeerConfig peer : peers) {
            PeerConfig alike = first.putIfAbsent(new Place(peer.remote(), peer.nodeSelectors()), peer);
            PeerConfig earlier = everywhere.getOrDefault(peer.remote(), alike);
            if (earlier != null) {
                findings.warn(peer.where(), peer.name() + " has the address and port of " + earlier.name() + ", "
                        + peer.remote(), "keep one; only " + earlier.name() + " runs");
            } else if (peer.isForEveryNode()) {
                everywhere.put(peer.remote(), peer);
            }
        }
    }

    private record Place(AddressPort remote, List<LabelSelector> nodeSelectors) {}
}
