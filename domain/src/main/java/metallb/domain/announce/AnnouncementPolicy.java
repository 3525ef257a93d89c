package metallb.domain.announce;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import metallb.domain.cluster.Node;
import metallb.domain.cluster.Service;
import metallb.domain.net.IpAddress;
import metallb.domain.service.Ownership;

/**
 * Decides whether this node announces a service. The first rule that objects gives the reason, in MetalLB's order: the
 * service itself, its addresses, the node, the endpoints.
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
     * @param node this node as the API shows it; where it is not known, nothing speaks against it
     */
    public Decision decide(Service service, Optional<AdvertisedPools> pools, Optional<Node> node,
            Availability endpoints) {
        return ownership.reasonAgainst(service).<Decision>map(Decision.Foreign::new)
                .or(() -> objection(service, pools, node, endpoints))
                .orElseGet(() -> announce(service, pools.orElseThrow()));
    }

    private Optional<Decision.Withhold> objection(Service service, Optional<AdvertisedPools> pools,
            Optional<Node> node, Availability endpoints) {
        return (pools.isEmpty() ? withhold(Reason.NO_CONFIGURATION, "no configuration is in force")
                : objectionToAddresses(service, pools.get()))
                .or(() -> node.flatMap(this::objectionToNode))
                .or(() -> objectionToEndpoints(service, endpoints));
    }

    private Decision announce(Service service, AdvertisedPools pools) {
        List<IpAddress> addresses = service.ingress().stream()
                .map(IpAddress::of)
                .distinct().toList();
        List<Announcement> announcements = new ArrayList<>();
        addresses.forEach(address -> announcements.addAll(pools.announcementsOf(address)));
        return new Decision.Announce(nodeName, addresses, announcements);
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

    private Optional<Decision.Withhold> objectionToNode(Node node) {
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
