package metallb.acceptance.simulation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import metallb.bootstrap.scenario.world.Who;

/** A plain reading of what must be, from what the API shows; knows nothing of how the product goes about it. */
final class Rules {
    private final Sight sight;
    private final Texts.Text inForce;

    Rules(Sight sight) {
        this.sight = sight;
        this.inForce = sight.inForce();
    }

    /** The routes that a router should have, {@code PREFIX from NODE}; empty where it has no sessions to speak of. */
    Set<String> routes(String router) {
        Set<String> routes = new TreeSet<>();
        if (inForce.routers().contains(router)) {
            for (Sight.Service service : sight.services()) {
                for (String node : sight.nodes()) {
                    if (mayAnnounce(service, node) && sight.isRunning(Who.speaker(node))) {
                        routes.add(service.address() + "/32 from " + node);
                    }
                }
            }
        }
        return routes;
    }

    private boolean mayAnnounce(Sight.Service service, String node) {
        if (!service.isLoadBalancer() || !inForce.owns(service.address()) || sight.isExcluded(node)) {
            return false;
        }
        List<Sight.Endpoint> endpoints = sight.endpoints(service.name());
        boolean anyReady = endpoints.stream().anyMatch(Sight.Endpoint::ready);
        return endpoints.stream()
                .filter(endpoint -> anyReady ? endpoint.ready() : endpoint.serving())
                .anyMatch(endpoint -> !service.isLocal() || endpoint.node().equals(node));
    }

    /** Addresses that more than one service shows, with the services. */
    Map<String, List<String>> shared() {
        Map<String, List<String>> holders = new TreeMap<>();
        for (Sight.Service service : sight.services()) {
            if (!service.address().isEmpty() && !service.address().equals(Watching.FOREIGN)) {
                holders.merge(service.address(), List.of(service.name()),
                        (one, other) -> List.of(one.getFirst(), other.getFirst()));
            }
        }
        holders.values().removeIf(names -> names.size() == 1);
        return holders;
    }

    /** Services that should have an address and have none, and those that should have none. */
    List<String> misplaced() {
        return sight.services().stream().filter(service -> service.isLoadBalancer()
                ? isForeign(service) || service.address().isEmpty() && couldHaveOne(service)
                : !service.address().isEmpty() && !isForeign(service))
                .map(Object::toString).toList();
    }

    /** What somebody else wrote there; of a load balancer of ours it is to be written over. */
    private static boolean isForeign(Sight.Service service) {
        return service.address().equals(Watching.FOREIGN);
    }

    private boolean couldHaveOne(Sight.Service service) {
        if (!service.wishedAddress().isEmpty()) {
            return inForce.owns(service.wishedAddress()) && sight.services().stream()
                    .noneMatch(other -> other.address().equals(service.wishedAddress()));
        }
        return inForce.pools().stream()
                .filter(pool -> service.wishedPool().isEmpty() ? pool.autoAssign()
                        : pool.name().equals(service.wishedPool()))
                .anyMatch(pool -> sight.services().stream().filter(other -> pool.owns(other.address())).count()
                        < pool.size());
    }
}
