package metallb.bootstrap.scenario.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.adapters.support.apistore.Resources;
import metallb.bootstrap.scenario.world.Cluster;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.net.IpAddress;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code nodes a b}: nodes join the cluster, each with a speaker. A node without an address of its own gets 10.1.0.N, N
 * counting the nodes.
 */
record Nodes(Map<String, Optional<IpAddress>> nodes) implements Command {
    static Nodes parse(Arguments arguments) throws Refusal {
        Map<String, Optional<IpAddress>> nodes = new LinkedHashMap<>();
        boolean withAddresses = false;
        while (arguments.hasMore() && !withAddresses) {
            String word = arguments.next("NODE");
            withAddresses = word.equals("with");
            if (!withAddresses && nodes.put(Arguments.name("node", word), Optional.empty()) != null) {
                throw new Refusal("node " + word + " stands there twice");
            }
        }
        if (nodes.isEmpty()) {
            throw new Refusal("NODE is missing");
        }
        if (withAddresses) {
            arguments.keyword("addresses");
            Options addresses = new Options(arguments, nodes.keySet().toArray(String[]::new));
            for (Map.Entry<String, Optional<IpAddress>> node : nodes.entrySet()) {
                Optional<String> address = addresses.get(node.getKey());
                node.setValue(address.isEmpty() ? Optional.empty() : Optional.of(Arguments.address(address.get())));
            }
        }
        arguments.end();
        return new Nodes(nodes);
    }

    @Override
    public List<String> run(World world) throws Refusal {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Optional<IpAddress>> node : nodes.entrySet()) {
            String name = node.getKey();
            Present.unknown(world, Who.speaker(name));
            IpAddress address = node.getValue().orElseGet(
                    () -> IpAddress.ofIpv4(10, 1, 0, world.all(Who.Role.SPEAKER).size() + 1));
            Present.free(world, address);
            String word = world.cluster().apply(Resources.NODES, ObjectKey.ofCluster(name), manifest(name, address));
            world.addNode(name, address);
            lines.add(word + ", " + address);
        }
        return lines;
    }

    private static ObjectNode manifest(String name, IpAddress address) {
        ObjectNode json = Cluster.manifest("v1", "Node", ObjectKey.ofCluster(name));
        ObjectNode status = json.putObject("status");
        status.putArray("addresses").addObject().put("type", "InternalIP").put("address", address.toString());
        ArrayNode conditions = status.putArray("conditions");
        conditions.addObject().put("type", "NetworkUnavailable").put("status", "False");
        conditions.addObject().put("type", "Ready").put("status", "True");
        return json;
    }
}
