package metallb.acceptance.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.schema.Json;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.core.Answer;
import metallb.domain.core.Query;
import metallb.domain.net.IpAddress;
import metallb.domain.route.RouteKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be seen of a world from outside: the API's objects, and the routers' tables. */
final class Sight {
    private static final ObjectKey ACCEPTED = new ObjectKey("metallb-system", "config-accepted");
    private static final int PAGE = 1_000;

    private final World world;

    Sight(World world) {
        this.world = world;
    }

    /**
     * @param uid of the object, since names come again
     * @param address what its status shows; empty for none
     * @param wishedAddress empty where it has no such wish
     * @param wishedPool empty where it has no such wish
     */
    record Service(String name, String uid, boolean isLoadBalancer, boolean isLocal, String address,
            String wishedAddress, String wishedPool) {}

    /** @param serving whether it could still serve, though it is not ready */
    record Endpoint(String node, boolean ready, boolean serving) {}

    /** What the accepted copy says. */
    Texts.Text inForce() {
        return Texts.of(Json.text(object(Resources.CONFIG_MAPS, ACCEPTED).orElseThrow(), "data", "config"));
    }

    List<Service> services() {
        return world.cluster().list(Resources.SERVICES, "default").stream().map(Sight::service).toList();
    }

    private static Service service(ObjectNode json) {
        return new Service(Json.text(json, "metadata", "name"), Json.text(json, "metadata", "uid"),
                Json.text(json, "spec", "type").equals("LoadBalancer"),
                Json.text(json, "spec", "externalTrafficPolicy").equals("Local"),
                json.at("/status/loadBalancer/ingress/0/ip").asString(""),
                Json.text(json, "spec", "loadBalancerIP"),
                Json.text(json, "metadata", "annotations", "metallb.universe.tf/address-pool"));
    }

    List<Endpoint> endpoints(String service) {
        List<Endpoint> endpoints = new ArrayList<>();
        object(Resources.ENDPOINT_SLICES, new ObjectKey("default", service + "-1")).ifPresent(slice -> {
            for (JsonNode endpoint : Json.list(slice, "endpoints")) {
                endpoints.add(new Endpoint(Json.text(endpoint, "nodeName"),
                        endpoint.at("/conditions/ready").asBoolean(), endpoint.at("/conditions/serving").asBoolean()));
            }
        });
        return endpoints;
    }

    List<String> nodes() {
        return world.all(Who.Role.SPEAKER).stream().map(Who::name).toList();
    }

    boolean isExcluded(String node) {
        ObjectNode json = object(Resources.NODES, ObjectKey.ofCluster(node)).orElseThrow();
        if (json.path("metadata").path("labels").has("node.kubernetes.io/exclude-from-external-load-balancers")) {
            return true;
        }
        for (JsonNode condition : Json.list(json, "status", "conditions")) {
            if (Json.text(condition, "type").equals("NetworkUnavailable")) {
                return Json.text(condition, "status").equals("True");
            }
        }
        return false;
    }

    boolean isRunning(Who who) {
        return world.isRunning(who);
    }

    /** {@code PREFIX from NODE}, of a router that runs. */
    Set<String> routes(String router) {
        Set<String> routes = new TreeSet<>();
        Optional<RouteKey> after = Optional.empty();
        boolean more = true;
        while (more) {
            var page = (Answer.Routes) world.ask(Who.router(router), new Query.Routes(after, PAGE)).orElseThrow();
            for (Answer.RouteRow row : page.rows()) {
                row.paths().forEach(path -> routes.add(row.key() + " from " + node(path.nextHop())));
                after = Optional.of(row.key());
            }
            more = page.more();
        }
        return routes;
    }

    private String node(IpAddress address) {
        return world.all(Who.Role.SPEAKER).stream()
                .filter(who -> world.addresses(who).contains(address))
                .map(Who::name).findFirst().orElse(address.toString());
    }

    private Optional<ObjectNode> object(Resource resource, ObjectKey key) {
        return world.cluster().get(resource, key);
    }
}
