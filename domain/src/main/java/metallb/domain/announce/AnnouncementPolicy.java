package metallb.domain.announce;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import metallb.domain.cluster.Node;
import metallb.domain.cluster.Service;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.service.Ownership;

/**
 * Decides whether this node announces a service. The first rule that objects gives the reason, in MetalLB's order: the
 * service itself, its addresses, the peers that they could be announced to, the node, the endpoints.
 *
 * @param nodeName this node
 * @param ownership which services are ours
 * @param ignoreExcludeLabel whether {@link Node#EXCLUDE_LABEL} is passed over
 */
public record AnnouncementPolicy(String nodeName, Ownership ownership, boolean ignoreExcludeLabel) {
    public AnnouncementPolicy {
        Objects.requireNonNull(nodeName, "nodeName");
        Objects.requireNonNull(ownership, "ownership");
    }

    /**
     * @param pools what the configuration in force owns; empty where none is in force
     * @param carried the families of the peers that run on this node; empty where none does
     * @param node this node as the API shows it; where it is not known, nothing speaks against it
     */
    public Decision decide(Service service, Optional<AdvertisedPools> pools, Set<Family> carried, Optional<Node> node,
            Availability endpoints) {
        return ownership.reasonAgainst(service).<Decision>map(Decision.Foreign::new)
                .or(() -> objection(service, pools, carried, node, endpoints))
                .orElseGet(() -> announce(service, pools.orElseThrow(), carried));
    }

    private Optional<Decision.Withhold> objection(Service service, Optional<AdvertisedPools> pools,
            Set<Family> carried, Optional<Node> node, Availability endpoints) {
        return (pools.isEmpty() ? withhold(Reason.NO_CONFIGURATION, "no configuration is in force")
                : objectionToAddresses(service, pools.get()))
                .or(() -> objectionToPeers(service, carried))
                .or(() -> node.flatMap(this::objectionTo))
                .or(() -> objectionToEndpoints(service, endpoints));
    }

    private Decision announce(Service service, AdvertisedPools pools, Set<Family> carried) {
        List<IpAddress> addresses = service.ingress().stream()
                .map(IpAddress::of)
                .distinct().toList();
        List<IpAddress> carriedHere = addresses.stream().filter(address -> carried.contains(address.family())).toList();
        List<Announcement> announcements = new ArrayList<>();
        carriedHere.forEach(address -> announcements.addAll(pools.announcementsOf(address)));
        return new Decision.Announce(nodeName, carriedHere, announcements,
                addresses.stream().filter(address -> !carried.contains(address.family())).toList());
    }

    private static Optional<Decision.Withhold> objectionToAddresses(Service service, AdvertisedPools pools) {
        if (service.ingress().isEmpty()) {
            return withhold(Reason.NO_IP_ALLOCATED, "no address is allocated to it");
        }
        for (String text : service.ingress()) {
            Optional<IpAddress> address = IpAddress.parse(text);
            if (address.isEmpty()) {
                return withhold(Reason.INVALID_IP, "\"" + text + "\" in its status is not an address");
            }
            if (pools.ownerOf(address.get()).isEmpty()) {
                return withhold(Reason.IP_NOT_ALLOWED, "no pool owns its address " + address.get());
            }
            if (pools.announcementsOf(address.get()).isEmpty()) {
                return withhold(Reason.NOT_OWNER, "pool \"" + pools.ownerOf(address.get()).orElseThrow().name()
                        + "\" of its address " + address.get() + " is not advertised");
            }
        }
        return Optional.empty();
    }

    /** An address needs one peer here that carries its family; of several addresses some may do without. */
    private Optional<Decision.Withhold> objectionToPeers(Service service, Set<Family> carried) {
        if (carried.isEmpty()) {
            return Optional.of(withoutPeer());
        }
        List<IpAddress> addresses = service.ingress().stream().map(IpAddress::of).toList();
        if (addresses.stream().anyMatch(address -> carried.contains(address.family()))) {
            return Optional.empty();
        }
        return withhold(Reason.NO_PEER_OF_FAMILY, "no peer on node \"" + nodeName + "\" carries "
                + addresses.getFirst().family() + ", the family of its address " + addresses.getFirst());
    }

    /** Why nothing is announced from this node while no peer runs on it. */
    public Decision.Withhold withoutPeer() {
        return new Decision.Withhold(Reason.NO_PEER, "no peer runs on node \"" + nodeName + "\"");
    }

    /** Why nothing is announced from this node, whatever the service; empty where the node may announce. */
    public Optional<Decision.Withhold> objectionTo(Node node) {
        if (node.networkUnavailable()) {
            return withhold(Reason.NODE_NETWORK_UNAVAILABLE, "the network of node \"" + nodeName + "\" is unavailable");
        }
        if (node.isExcluded() && !ignoreExcludeLabel) {
            return withhold(Reason.NODE_LABELED_EXCLUDE_BALANCERS,
                    "node \"" + nodeName + "\" carries the label " + Node.EXCLUDE_LABEL);
        }
        return Optional.empty();
    }

    private Optional<Decision.Withhold> objectionToEndpoints(Service service, Availability endpoints) {
        return switch (service.trafficPolicy()) {
            case LOCAL -> endpoints.here() ? Optional.empty() : withhold(Reason.NO_LOCAL_ENDPOINTS,
                    "externalTrafficPolicy is Local and no endpoint on node \"" + nodeName + "\" can serve");
            case CLUSTER -> endpoints.anywhere() ? Optional.empty()
                    : withhold(Reason.NO_ENDPOINTS, "no endpoint on any node can serve");
        };
    }

    private static Optional<Decision.Withhold> withhold(Reason reason, String text) {
        return Optional.of(new Decision.Withhold(reason, text));
    }
}
