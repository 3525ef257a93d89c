package metallb.domain.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.route.Asn;
import metallb.domain.route.Origin;
import metallb.domain.route.RouterId;

/** Reads the list {@code peers}. */
final class PeerGrammar {
    static final List<String> KNOWN = List.of("my-asn", "peer-asn", "peer-address", "peer-port", "source-address",
            "hold-time", "keepalive-time", "router-id", "node-selectors", "password", "password-secret", "ebgp-multihop",
            "ttl-security", "passive", "families", "graceful-restart", "graceful-restart-time", "origin");
    /** As for MetalLB. Not so {@code password}: an empty one, as of a template, would leave a session unsigned in silence. */
    private static final List<String> MAY_BE_EMPTY = List.of("hold-time", "keepalive-time", "router-id", "source-address");
    private static final long LARGEST_ASN = 0xffffffffL;

    private final List<String> unsupported;
    private final Findings findings;
    private final RouterAddressGrammar addressGrammar;
    private final LinkGrammar linkGrammar;
    private final TimerGrammar timerGrammar;
    private final SessionGrammar sessionGrammar;
    private final SelectorGrammar selectorGrammar;

    /** @param unsupported keys of a peer that are refused as such */
    PeerGrammar(List<String> unsupported, Findings findings) {
        this.unsupported = unsupported;
        this.findings = findings;
        this.addressGrammar = new RouterAddressGrammar(findings);
        this.linkGrammar = new LinkGrammar(findings);
        this.timerGrammar = new TimerGrammar(findings);
        this.sessionGrammar = new SessionGrammar(findings);
        this.selectorGrammar = new SelectorGrammar(findings);
    }

    List<PeerConfig> read(List<Tree> items) {
        List<PeerConfig> peers = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String name = "peer" + (i + 1);
            Section.of(items.get(i), KNOWN, unsupported, findings)
                    .flatMap(peer -> read(name, peer.emptyIsMissing(MAY_BE_EMPTY))).ifPresent(peers::add);
        }
        warnOfTwins(peers);
        return peers;
    }

    private Optional<PeerConfig> read(String name, Section peer) {
        Optional<Asn> mine = asn(peer, "my-asn", "local");
        Optional<Asn> theirs = asn(peer, "peer-asn", "peer");
        Optional<AddressPort> remote = addressGrammar.read(peer);
        Optional<Family> family = remote.map(router -> router.address().family());
        PeerLink link = linkGrammar.read(peer, family, mine.isPresent() && mine.equals(theirs));
        PeerTimers timers = timerGrammar.read(peer);
        Optional<RouterId> routerId = sessionGrammar.routerId(peer);
        Origin origin = sessionGrammar.origin(peer);
        List<Family> families = sessionGrammar.families(peer);
        List<LabelSelector> selectors = selectorGrammar.read(peer.list("node-selectors", SelectorGrammar.EXAMPLE));
        if (mine.isEmpty() || theirs.isEmpty() || remote.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PeerConfig(name, peer.where(), mine.get(), theirs.get(), remote.get(), link, timers,
                routerId, families.isEmpty() ? List.of(family.get()) : families, origin, selectors));
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

    /**
     * Peers of one address, port and source address are one session on a node, where only the first written can run.
     * Whether they ever meet is said only where that is plain: the earlier one runs wherever the later one does.
     */
    private void warnOfTwins(List<PeerConfig> peers) {
        Map<Ends, PeerConfig> everywhere = new LinkedHashMap<>();
        Map<Place, PeerConfig> first = new LinkedHashMap<>();
        for (PeerConfig peer : peers) {
            Ends ends = new Ends(peer.remote(), peer.link().source());
            PeerConfig alike = first.putIfAbsent(new Place(ends, peer.nodeSelectors()), peer);
            PeerConfig earlier = everywhere.getOrDefault(ends, alike);
            if (earlier != null) {
                findings.warn(peer.where(), peer.name() + " has the address and port of " + earlier.name() + ", "
                        + peer.remote(), "keep one; only " + earlier.name() + " runs");
            } else if (peer.isForEveryNode()) {
                everywhere.put(ends, peer);
            }
        }
    }

    private record Ends(AddressPort remote, Optional<IpAddress> source) {}

    private record Place(Ends ends, List<LabelSelector> nodeSelectors) {}
}
