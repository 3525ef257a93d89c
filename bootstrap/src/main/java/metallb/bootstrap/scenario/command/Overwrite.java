package metallb.bootstrap.scenario.command;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.schema.Json;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.net.IpAddress;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code overwrite default/nginx 10.9.9.9}: somebody else writes the service's status; without an address, clears it. */
record Overwrite(ObjectKey key, List<IpAddress> addresses) implements Command {
    static Overwrite parse(Arguments arguments) throws Refusal {
        ObjectKey key = arguments.key();
        List<IpAddress> addresses = new ArrayList<>();
        while (arguments.hasMore()) {
            addresses.add(arguments.address());
        }
        arguments.end();
        return new Overwrite(key, addresses);
    }

    @Override
    public List<String> run(World world) {
        ObjectNode patch = Json.object();
        ArrayNode ingress = patch.putObject("status").putObject("loadBalancer").putArray("ingress");
        addresses.forEach(address -> ingress.addObject().put("ip", address.toString()));
        return List.of(world.cluster().patch(Resources.SERVICES, key, "status", patch));
    }
}
