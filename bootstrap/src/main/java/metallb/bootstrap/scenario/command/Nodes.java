package metallb.bootstrap.scenario.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.schema.Json;
import metallb.bootstrap.scenario.world.Cluster;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.net.IpAddress;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code nodes a b}: nodes join the cluster, each with a speaker. A node without an address of its own gets 10.1.0.N, N
 * counting the nodes; one with several has the first as its {@code --node-ip}.
 */
record Nodes(Map<String, List<IpAddress>> nodes) implements Command {
    static Nodes parse(Arguments arguments) throws Refusal {
        Map<String, List<IpAddress>> nodes = new LinkedHashMap<>();
        boolean withAddresses = false;
        while (arguments.hasMore() && !withAddresses) {
            String word = arguments.next("NODE");
            withAddresses = word.equals("with");
            if (!withAddresses && nodes.put(Arguments.name("node", word), List.of()) != null) {
                throw new Refusal("node " + word + " stands there twice");
            }
        }
        if (nodes.isEmpty()) {
            throw new Refusal("NODE is missing");
        }
        if (withAddresses) {
            arguments.keyword("addresses");
            Options addresses = new Options(arguments, nodes.keySet().toArray(String[]::new));
            for (Map.Entry<String, List<IpAddress>> node : nodes.entrySet()) {
                node.setValue(addresses(addresses.get(node.getKey())));
            }
        }
        arguments.end();
        return new Nodes(nodes);
    }

    /** What stands behind a node's name, comma by comma. */
    private static List<IpAddress> addresses(Optional<String> text) throws Refusal {
        List<IpAddress> addresses = new ArrayList<>();
        for (String word : text.map(words -> words.split(",", -1)).orElse(new String[0])) {
            addresses.add(Arguments.address(word));
        }
        return addresses;
    }

    @Override
    public List<String> run(World world) throws Refusal {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, List<IpAddress>> node : nodes.entrySet()) {
            String name = node.getKey();
            Present.unknown(world, Who.speaker(name));
            List<IpAddress> addresses = node.getValue().isEmpty()
                    ? List.of(IpAddress.ofIpv4(10, 1, 0, world.all(Who.Role.SPEAKER).size() + 1)) : node.getValue();
            for (IpAddress address : addresses) {
                Present.free(world, address);
            }
            ObjectKey key = ObjectKey.ofCluster(name);
            String word = world.cluster().apply(Resources.NODES, key, manifest(key));
            world.cluster().patch(Resources.NODES, key, "status", addresses(addresses));
            world.addNode(name, addresses);
            lines.add(word + ", " + addresses.stream().map(IpAddress::toString).collect(Collectors.joining(" and ")));
        }
        return lines;
    }

    private static ObjectNode manifest(ObjectKey key) {
        ObjectNode json = Cluster.manifest("v1", "Node", key);
        ArrayNode conditions = json.putObject("status").putArray("conditions");
        conditions.addObject().put("type", "NetworkUnavailable").put("status", "False");
        conditions.addObject().put("type", "Ready").put("status", "True");
        return json;
    }

    /** What a kubelet says of itself. Its list is keyed by type, so one of two addresses of a type can't be applied. */
    private static ObjectNode addresses(List<IpAddress> addresses) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putObject("status").putArray("addresses");
        addresses.forEach(address -> list.addObject().put("type", "InternalIP").put("address", address.toString()));
        return json;
    }
}
