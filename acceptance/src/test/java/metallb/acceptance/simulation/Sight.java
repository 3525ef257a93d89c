package metallb.acceptance.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.schema.Json;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.core.Answer;
import metallb.domain.core.Query;
import metallb.domain.route.RouteKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be seen of a world from outside at one moment: the API's objects, and the routers' tables. */
final class Sight {
    private static final ObjectKey ACCEPTED = new ObjectKey("metallb-system", "config-accepted");
    private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";
    private static final int PAGE = 1_000;

    private final World world;
    private final Text inForce;
    private final List<Service> services;
    private final Map<String, List<Endpoint>> endpoints = new TreeMap<>();
    private final Map<String, Node> nodes = new TreeMap<>();

    Sight(World world) {
        this.world = world;
        inForce = Texts.of(Json.text(object(Resources.CONFIG_MAPS, ACCEPTED).orElseThrow(), "data", "config"));
        services = world.cluster().list(Resources.SERVICES, "default").stream().map(Sight::service).toList();
        for (ObjectNode slice : world.cluster().list(Resources.ENDPOINT_SLICES, "default")) {
            endpoints.computeIfAbsent(Json.text(slice, "metadata", "labels", "kubernetes.io/service-name"),
                    _ -> new ArrayList<>()).addAll(endpoints(slice));
        }
        for (ObjectNode node : world.cluster().list(Resources.NODES, "")) {
            nodes.put(Json.text(node, "metadata", "name"), node(node));
        }
    }

    /** Controllers that run, and say of themselves that they lead and know everything. */
    List<String> leaders() {
        return world.all(Who.Role.CONTROLLER).stream().filter(who -> world.ask(who, new Query.Health())
                .filter(answer -> answer instanceof Answer.Health health && health.ready()
                        && health.role().startsWith("leading")).isPresent()).map(Who::toString).toList();
    }

    /**
     * @param uid of the object, since names come again
     * @param created as the API writes it
     * @param isOurs whether it is a load balancer, and of no class
     * @param isLoadBalancer of whatever class
     * @param addresses what its status shows
     * @param note what the controller wrote beside: the address and the pool that it was given for
     */
    record Service(String name, String uid, String created, boolean isOurs, boolean isLoadBalancer, boolean isLocal,
            List<String> addresses, Wish wish, String note) {
        /** The older one keeps an address that both show. */
        boolean isOlderThan(Service other) {
            int byAge = created.compareTo(other.created);
            return byAge < 0 || byAge == 0 && name.compareTo(other.name) < 0;
        }
    }

    /** @param node empty where none is named */
    record Endpoint(String node, boolean ready, boolean serving, boolean terminating) {}

    record Node(Map<String, String> labels, boolean networkUnavailable) {
        boolean mayAnnounce() {
            return !networkUnavailable && !labels.containsKey(EXCLUDED);
        }
    }

    /** What the accepted copy says. */
    Text inForce() {
        return inForce;
    }

    /** In the order of their names. */
    List<Service> services() {
        return services;
    }

    List<Endpoint> endpoints(String service) {
        return endpoints.getOrDefault(service, List.of());
    }

    /** Empty where its object was deleted. */
    Optional<Node> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    boolean isRunning(Who who) {
        return world.isRunning(who);
    }

    /** What a router that runs has learned, a line each path, in order. */
    List<String> routes(String router) {
        List<String> routes = new ArrayList<>();
        Optional<RouteKey> after = Optional.empty();
        boolean more = true;
        while (more) {
            var page = (Answer.Routes) world.ask(Who.router(router), new Query.Routes(after, PAGE)).orElseThrow();
            for (Answer.RouteRow row : page.rows()) {
                row.paths().forEach(path -> routes.add(new Line(row.key().toString(), path.nextHop().toString(),
                        path.asPath(), path.origin().toString(), path.localPreference(), path.communities()).text()));
                after = Optional.of(row.key());
            }
            more = page.more();
        }
        return routes.stream().sorted().toList();
    }

    private static Service service(ObjectNode json) {
        List<String> addresses = new ArrayList<>();
        Json.list(json, "status", "loadBalancer", "ingress").forEach(item -> addresses.add(Json.text(item, "ip")));
        boolean isLoadBalancer = Json.text(json, "spec", "type").equals("LoadBalancer");
        return new Service(Json.text(json, "metadata", "name"), Json.text(json, "metadata", "uid"),
                Json.text(json, "metadata", "creationTimestamp"),
                isLoadBalancer && Json.text(json, "spec", "loadBalancerClass").isEmpty(), isLoadBalancer,
                Json.text(json, "spec", "externalTrafficPolicy").equals("Local"), List.copyOf(addresses), Wish.of(json),
                Json.text(json, "metadata", "annotations", "metallb.universe.tf/address-given-for-pool"));
    }

    private static List<Endpoint> endpoints(ObjectNode slice) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (JsonNode endpoint : Json.list(slice, "endpoints")) {
            boolean ready = endpoint.at("/conditions/ready").asBoolean(true);
            endpoints.add(new Endpoint(Json.text(endpoint, "nodeName"), ready,
                    endpoint.at("/conditions/serving").asBoolean(ready),
                    endpoint.at("/conditions/terminating").asBoolean(false)));
        }
        return endpoints;
    }

    private static Node node(ObjectNode json) {
        Map<String, String> labels = new LinkedHashMap<>();
        Json.child(json, "metadata", "labels").properties().forEach(
                label -> labels.put(label.getKey(), label.getValue().stringValue()));
        boolean unavailable = false;
        for (JsonNode condition : Json.list(json, "status", "conditions")) {
            unavailable |= Json.text(condition, "type").equals("NetworkUnavailable")
                    && Json.text(condition, "status").equals("True");
        }
        return new Node(labels, unavailable);
    }

    private Optional<ObjectNode> object(Resource resource, ObjectKey key) {
        return world.cluster().get(resource, key);
    }
}
