package metallb.bootstrap.scenario.command;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.Resources;
import metallb.bootstrap.scenario.world.Cluster;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.cluster.ObjectKey;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code endpoints default/nginx a b:notready}: all endpoints of a service, one for each word, in one EndpointSlice. */
record DeclareEndpoints(ObjectKey service, List<Endpoint> endpoints) implements Command {
    private record Endpoint(String node, Condition condition) {}

    /** An endpoint that terminates is not ready, and serves to its end. */
    private enum Condition {
        READY,
        NOT_READY,
        TERMINATING
    }

    static DeclareEndpoints parse(Arguments arguments) throws Refusal {
        ObjectKey service = arguments.key();
        List<Endpoint> endpoints = new ArrayList<>();
        while (arguments.hasMore()) {
            String[] parts = arguments.next("NODE").split(":", 2);
            endpoints.add(new Endpoint(Arguments.name("node", parts[0]), condition(parts.length == 1 ? "ready" : parts[1])));
        }
        arguments.end();
        return new DeclareEndpoints(service, endpoints);
    }

    private static Condition condition(String word) throws Refusal {
        return switch (word) {
            case "ready" -> Condition.READY;
            case "notready" -> Condition.NOT_READY;
            case "terminating" -> Condition.TERMINATING;
            default -> throw new Refusal("\"" + word + "\" is not ready, notready or terminating");
        };
    }

    @Override
    public List<String> run(World world) {
        ObjectKey slice = new ObjectKey(service.namespace(), service.name() + "-1");
        ObjectNode json = Cluster.manifest("discovery.k8s.io/v1", "EndpointSlice", slice);
        ((ObjectNode) json.get("metadata")).putObject("labels").put("kubernetes.io/service-name", service.name());
        json.put("addressType", "IPv4");
        json.putArray("ports").addObject().put("port", 80);
        ArrayNode list = json.putArray("endpoints");
        for (Endpoint endpoint : endpoints) {
            ObjectNode item = list.addObject().put("nodeName", endpoint.node());
            item.putArray("addresses").add("10.244." + list.size() / 250 + "." + (list.size() % 250 + 1));
            item.putObject("conditions")
                    .put("ready", endpoint.condition() == Condition.READY)
                    .put("serving", endpoint.condition() != Condition.NOT_READY)
                    .put("terminating", endpoint.condition() == Condition.TERMINATING);
        }
        return List.of(world.cluster().apply(Resources.ENDPOINT_SLICES, slice, json));
    }
}
