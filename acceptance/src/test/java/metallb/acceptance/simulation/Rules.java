package metallb.acceptance.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import metallb.acceptance.simulation.Text.Advertisement;
import metallb.acceptance.simulation.Text.Peer;

/** A plain reading of what must be, from what the API shows; knows nothing of how the product goes about it. */
final class Rules {
    /** RFC 4271 leaves it to us; what a router of our AS is told of a route without one of its own. */
    private static final long USUAL_LOCAL_PREFERENCE = 100;

    private final Sight sight;
    private final Text inForce;

    Rules(Sight sight) {
        this.sight = sight;
        this.inForce = sight.inForce();
    }

    /**
     * The paths that a router should have, a line each, in order.
     *
     * @param nodes whose speakers are at work
     */
    List<String> routes(String router, List<String> nodes) {
        List<String> routes = new ArrayList<>();
        for (Peer peer : inForce.peers()) {
            for (String node : peer.router().equals(router) ? nodes : List.<String>of()) {
                Optional<Sight.Node> object = sight.node(node);
                if (peer.runsOn(object.map(Sight.Node::labels)) && object.filter(it -> !it.mayAnnounce()).isEmpty()) {
                    routes.addAll(told(peer, node));
                }
            }
        }
        return routes.stream().sorted().toList();
    }

    /** Each prefix once: the first service that wants it says how, and of its advertisements the first. */
    private List<String> told(Peer peer, String node) {
        Map<String, String> lines = new TreeMap<>();
        for (Sight.Service service : sight.services()) {
            if (isAnnounced(service, node)) {
                for (String address : service.addresses()) {
                    if (isCarried(peer, Place.familyOf(address))) {
                        for (Advertisement advertisement : inForce.poolOf(address).orElseThrow().announcedBy()) {
                            lines.putIfAbsent(advertisement.prefix(address), line(peer, node, address, advertisement));
                        }
                    }
                }
            }
        }
        return List.copyOf(lines.values());
    }

    private static boolean isCarried(Peer peer, String family) {
        return peer.families().contains(family) && Place.of(peer.router()).hasNextHopFor(family);
    }

    private static String line(Peer peer, String node, String address, Advertisement advertisement) {
        return new Line(advertisement.prefix(address), Place.of(peer.router()).nextHop(node),
                peer.isInternal() ? "" : Integer.toString(peer.myAsn()), peer.origin(),
                peer.isInternal() ? OptionalLong.of(advertisement.localPreference().orElse(USUAL_LOCAL_PREFERENCE))
                        : OptionalLong.empty(),
                List.copyOf(advertisement.communities().values())).text();
    }

    private boolean isAnnounced(Sight.Service service, String node) {
        if (!service.isOurs() || service.addresses().stream().anyMatch(address -> inForce.poolOf(address).isEmpty())) {
            return false;
        }
        List<Sight.Endpoint> endpoints = sight.endpoints(service.name());
        boolean anyReady = endpoints.stream().anyMatch(Sight.Endpoint::ready);
        return endpoints.stream()
                .filter(endpoint -> anyReady ? endpoint.ready() : endpoint.serving() && endpoint.terminating())
                .anyMatch(endpoint -> !service.isLocal() || endpoint.node().equals(node));
    }

    /** What is wrong with who has which address, once all is quiet, a line each. */
    List<String> misplaced(AddressRecords records) {
        List<String> lines = new ArrayList<>();
        for (Sight.Service service : sight.services()) {
            if (service.isOurs() && !service.addresses().stream().allMatch(address -> inForce.poolOf(address).isPresent())) {
                lines.add("no pool owns what it shows: " + service);
            } else if (service.isOurs() && service.addresses().isEmpty() && couldGetOne(service)) {
                lines.add("could have an address: " + service);
            } else if (service.isOurs() && !service.addresses().isEmpty() && couldGetOne(service)
                    && !records.answersItsWish(service)) {
                lines.add("could have the address that it wishes for: " + service);
            } else if (!service.isLoadBalancer() && service.addresses().stream()
                    .anyMatch(address -> inForce.poolOf(address).isPresent())) {
                lines.add("is no load balancer's: " + service);
            }
        }
        return lines;
    }

    private boolean couldGetOne(Sight.Service service) {
        return inForce.pools().stream().flatMap(pool -> pool.addresses().stream())
                .filter(address -> service.wish().mayGet(address, inForce))
                .anyMatch(address -> sight.services().stream()
                        .noneMatch(other -> other.isOurs() && other.addresses().contains(address)));
    }
}
