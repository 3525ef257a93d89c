package metallb.acceptance.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Draws what users do with services, endpoints and nodes: commands of the script language, each with all that it needs. */
final class DrawnObjects {
    /** What somebody else writes into a status; no pool owns it. */
    private static final String FOREIGN = "1.2.3.4";
    private static final int SERVICES = 8;
    private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";
    private static final String SERVICE_NAME = "kubernetes.io/service-name";
    private static final List<String> POOLS = List.of("closed", "high", "low", "main", "six", "nowhere");
    private static final List<String> CONDITIONS = List.of("", "", "", ":notready", ":terminating");
    /** What a slice may say of an endpoint; what it does not say has the API's default. */
    private static final List<String> RARE_CONDITIONS = List.of("{}", "{ready: true, terminating: true}",
            "{ready: false, serving: true}", "{ready: false, serving: false, terminating: true}",
            "{ready: false, serving: true, terminating: true}");

    private final SplittableRandom random;
    /** How often each service's status is edited: the third time within a minute is a contest, and that has its own test. */
    private final Map<String, Integer> edits = new TreeMap<>();

    DrawnObjects(SplittableRandom random) {
        this.random = random;
    }

    String command() {
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> service(random.nextInt(SERVICES));
            case 4 -> "delete service default/" + name();
            case 5, 6, 7 -> endpoints(name());
            case 8 -> random.nextInt(3) == 0 ? "delete endpointslice default/" + name() + "-2" : rareEndpoints();
            case 9, 10, 11 -> "node " + any(Place.NODES) + " " + any(List.of("label=" + EXCLUDED, "unlabel=" + EXCLUDED,
                    "networkUnavailable=true", "networkUnavailable=false", "label=rack=x", "label=rack=y", "unlabel=rack"));
            case 12 -> "delete node " + any(Place.NODES);
            default -> "apply\n{apiVersion: v1, kind: Node, metadata: {name: " + any(Place.NODES) + ", labels: {rack: "
                    + any(List.of("x", "y")) + "}}}\n";
        };
    }

    /** Every fourth is an IPv6 service all its life, since a service cannot change its family. */
    String service(int number) {
        boolean isSix = number % 4 == 3;
        List<String> annotations = new ArrayList<>();
        List<String> spec = new ArrayList<>();
        spec.add("type: " + (random.nextInt(6) == 0 ? "ClusterIP" : "LoadBalancer"));
        spec.add("ipFamilies: [" + (isSix ? "IPv6" : "IPv4") + "]");
        spec.add("ports: [{port: 80}]");
        if (spec.getFirst().endsWith("LoadBalancer")) {
            spec.add("externalTrafficPolicy: " + any(List.of("Local", "Cluster")));
            wish(isSix, annotations, spec);
            if (random.nextInt(12) == 0) {
                spec.add("loadBalancerClass: example.com/other");
            }
        }
        return "apply\n{apiVersion: v1, kind: Service, metadata: {name: s" + number + ", namespace: default, annotations: {"
                + String.join(", ", annotations) + "}}, spec: {" + String.join(", ", spec) + "}}\n";
    }

    private void wish(boolean isSix, List<String> annotations, List<String> spec) {
        String address = random.nextInt(10) == 0 ? address(!isSix) : address(isSix);
        String prefix = any(List.of("metallb.universe.tf/", "metallb.io/"));
        switch (random.nextInt(9)) {
            case 0, 1 -> spec.add("loadBalancerIP: '" + address + "'");
            case 2 -> annotations.add(prefix + "loadBalancerIPs: '" + address + "'");
            case 3, 4 -> annotations.add(prefix + "address-pool: " + any(POOLS));
            case 5 -> {
                spec.add("loadBalancerIP: '" + address + "'");
                annotations.add(any(List.of(prefix + "address-pool: " + any(POOLS), prefix + "loadBalancerIPs: '" + address + "'")));
            }
            default -> { /* any will do */ }
        }
    }

    private String address(boolean isSix) {
        return isSix ? "fc00::1:" + random.nextInt(5)
                : random.nextInt(3) == 0 ? "10.0.1." + random.nextInt(5) : "10.0.0." + random.nextInt(9);
    }

    String endpoints(String name) {
        StringBuilder command = new StringBuilder("endpoints default/" + name);
        for (int i = random.nextInt(4); i > 0; i--) {
            command.append(' ').append(any(Place.NODES)).append(any(CONDITIONS));
        }
        return command.toString();
    }

    /** A second slice of the service, with an endpoint that says little or something strange of itself. */
    private String rareEndpoints() {
        String name = name();
        String node = random.nextInt(5) == 0 ? "" : ", nodeName: " + any(Place.NODES);
        return "apply\n{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: " + name
                + "-2, namespace: default, labels: {" + SERVICE_NAME + ": " + name + "}}, addressType: IPv4, endpoints: ["
                + "{addresses: [10.244.9.9], conditions: " + any(RARE_CONDITIONS) + node + "}]}\n";
    }

    /** Somebody else writes a service's status. */
    String edit() {
        String name = name();
        if (edits.merge(name, 1, Integer::sum) > 2) {
            return "advance 1s";
        }
        return "overwrite default/" + name + any(List.of("", " " + FOREIGN, " " + address(false), " " + address(true)));
    }

    private String name() {
        return "s" + random.nextInt(SERVICES);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
