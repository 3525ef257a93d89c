package metallb.bootstrap.scenario.command;

import java.util.List;
import java.util.Optional;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.schema.Json;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.cluster.ObjectKey;
import tools.jackson.databind.node.ObjectNode;

/** {@code status default/nginx}: the addresses in the service's status. */
record ShowStatus(ObjectKey key) implements Command {
    static ShowStatus parse(Arguments arguments) throws Refusal {
        ShowStatus status = new ShowStatus(arguments.key());
        arguments.end();
        return status;
    }

    @Override
    public List<String> run(World world) {
        Optional<ObjectNode> service = world.cluster().get(Resources.SERVICES, key);
        if (service.isEmpty()) {
            return List.of("there is no service " + key);
        }
        List<String> addresses = Json.list(service.get(), "status", "loadBalancer", "ingress").valueStream()
                .map(ingress -> Json.text(ingress, "ip")).toList();
        return addresses.isEmpty() ? List.of("no address") : addresses;
    }
}
