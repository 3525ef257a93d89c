package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import metallb.adapters.support.apistore.Columns.Column;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The columns of services. */
final class ServiceColumns {
    private static final String NONE = "<none>";

    static final Column SELECTOR = new Column("Selector", 1, "Which pods it sends to.", (service, _) -> Columns.or(
            Json.child(service, "spec", "selector").properties().stream()
                    .map(label -> label.getKey() + "=" + label.getValue().stringValue()).collect(Collectors.joining(",")), NONE));

    private ServiceColumns() {
    }

    static List<Column> beforeAge() {
        return List.of(new Column("Type", 0, "How it is reached.", (service, _) -> Json.text(service, "spec", "type")),
                new Column("Cluster-IP", 0, "Its address inside the cluster.", (service, _) ->
                        Columns.or(Json.text(service, "spec", "clusterIP"), NONE)),
                new Column("External-IP", 0, "Its addresses outside the cluster.", (service, _) -> external(service)),
                new Column("Port(s)", 0, "Its ports, and the node ports behind a colon.", (service, _) -> ports(service)));
    }

    private static String external(ObjectNode service) {
        List<String> addresses = new ArrayList<>();
        boolean loadBalancer = ServiceStrategy.isLoadBalancer(service);
        if (ServiceStrategy.isExternalName(service)) {
            return Json.text(service, "spec", "externalName");
        }
        if (loadBalancer) {
            TreeSet<String> ingresses = new TreeSet<>();
            for (JsonNode ingress : Json.list(service, "status", "loadBalancer", "ingress")) {
                ingresses.add(Columns.or(Json.text(ingress, "ip"), Json.text(ingress, "hostname")));
            }
            ingresses.remove("");
            addresses.addAll(ingresses);
        }
        Json.list(service, "spec", "externalIPs").forEach(address -> addresses.add(address.stringValue()));
        return Columns.or(String.join(",", addresses), loadBalancer ? "<pending>" : NONE);
    }

    private static String ports(ObjectNode service) {
        List<String> ports = new ArrayList<>();
        for (JsonNode port : Json.list(service, "spec", "ports")) {
            long node = Json.number(port, "nodePort");
            ports.add(Json.number(port, "port") + (node > 0 ? ":" + node : "") + "/" + Json.text(port, "protocol"));
        }
        return Columns.or(String.join(",", ports), NONE);
    }
}
