package metallb.acceptance.blackbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Services that come, go and change as their users want, and a configuration that is edited, well and badly. Knows which
 * services may change their address, and which may not.
 */
final class Installation {
    private static final Target CONFIG = Target.object(Resources.CONFIG_MAPS, Administrator.NAMESPACE, "config");
    private static final int NAMES = 60;
    private static final List<String> POOLS = List.of("first", "second");
    /** One more range at the end, or one of those in use gone: the second is refused while somebody holds an address of it. */
    private static final List<String> TEXTS = List.of("""
            address-pools:
            - {name: first, protocol: bgp, addresses: [10.20.0.0/24]}
            - {name: second, protocol: bgp, addresses: [10.20.1.0/24]}
            """, """
            address-pools:
            - {name: first, protocol: bgp, addresses: [10.20.0.0/24]}
            - {name: second, protocol: bgp, addresses: [10.20.1.0/24, 10.20.2.0/24]}
            """, """
            address-pools:
            - {name: second, protocol: bgp, addresses: [10.20.1.0/24]}
            """, """
            address-pools:
            - {name: first, protocol: bgp, addresses: [10.20.0.0/33]}
            """);

    private final Administrator users;
    private final SplittableRandom random;
    /** Whose wish, type or uid changed since the last {@link #addresses}. */
    private final TreeSet<String> changed = new TreeSet<>();

    Installation(Administrator users, SplittableRandom random) {
        this.users = users;
        this.random = random;
        users.create(Resources.CONFIG_MAPS, Administrator.NAMESPACE, Json.object()
                .<ObjectNode>set("metadata", Json.object().put("name", "config"))
                .set("data", Json.object().put("config", TEXTS.getFirst())).toString());
    }

    /** Something that a user does. */
    void disturb() {
        String name = "web-" + random.nextInt(NAMES);
        boolean exists = find(name).isPresent();
        if (!exists) {
            create(name);
            return;
        }
        switch (random.nextInt(8)) {
            case 0 -> {
                changed.add(name);
                users.delete(service(name));
            }
            case 1 -> {
                changed.add(name);
                patch(name, "{\"spec\":{\"type\":\"" + (random.nextBoolean() ? "ClusterIP" : "LoadBalancer") + "\"}}");
            }
            case 2 -> {
                changed.add(name);
                patch(name, "{\"metadata\":{\"annotations\":{\"metallb.universe.tf/address-pool\":\""
                        + POOLS.get(random.nextInt(POOLS.size())) + "\"}}}");
            }
            case 3 -> configure(TEXTS.get(random.nextInt(TEXTS.size())));
            default -> patch(name, "{\"metadata\":{\"labels\":{\"edited\":\"" + random.nextInt(1_000) + "\"}}}");
        }
    }

    /** A good text again. */
    void mendConfig() {
        configure(TEXTS.getFirst());
    }

    private void configure(String text) {
        users.patch(CONFIG, Json.object().set("data", Json.object().put("config", text)).toString());
    }

    void create(String name) {
        changed.add(name);
        users.create(Resources.SERVICES, "default", "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":"
                + "{\"type\":\"LoadBalancer\",\"allocateLoadBalancerNodePorts\":false,\"ports\":[{\"port\":80}]}}");
    }

    /** Who wants an address and has none. */
    List<String> waiting() {
        return services().stream().filter(Installation::isLoadBalancer).filter(service -> address(service).isEmpty())
                .map(service -> Json.text(service, "metadata", "name")).toList();
    }

    /** Who has an address of another pool than it asks for, by a configuration that is mended. */
    List<String> unmet() {
        return services().stream().filter(Installation::isLoadBalancer).filter(service -> {
            String pool = Json.text(service, "metadata", "annotations", "metallb.universe.tf/address-pool");
            return pool.equals("first") != address(service).startsWith("10.20.0.") && !pool.isEmpty();
        }).map(service -> Json.text(service, "metadata", "name")).toList();
    }

    /** Each address with those who show it. */
    Map<String, List<String>> holders() {
        Map<String, List<String>> holders = new TreeMap<>();
        for (ObjectNode service : services()) {
            if (!address(service).isEmpty()) {
                holders.computeIfAbsent(address(service), _ -> new ArrayList<>()).add(Json.text(service, "metadata", "name"));
            }
        }
        return holders;
    }

    Map<String, String> addresses() {
        Map<String, String> addresses = new TreeMap<>();
        services().stream().filter(service -> !address(service).isEmpty())
                .forEach(service -> addresses.put(Json.text(service, "metadata", "name"), address(service)));
        return addresses;
    }

    /** Those whose address may be another one than before, and forgets them. */
    TreeSet<String> takeChanged() {
        TreeSet<String> taken = new TreeSet<>(changed);
        changed.clear();
        return taken;
    }

    private List<ObjectNode> services() {
        return users.list(Resources.SERVICES, "default");
    }

    private Optional<ObjectNode> find(String name) {
        return users.get(service(name));
    }

    private void patch(String name, String body) {
        users.patch(service(name), body);
    }

    private static Target service(String name) {
        return Target.object(Resources.SERVICES, "default", name);
    }

    private static boolean isLoadBalancer(ObjectNode service) {
        return Json.text(service, "spec", "type").equals("LoadBalancer");
    }

    private static String address(ObjectNode service) {
        return Json.list(service, "status", "loadBalancer", "ingress").path(0).path("ip").asString("");
    }
}
