package metallb.bootstrap.scenario.command;

import java.util.List;
import java.util.Optional;
import metallb.adapters.support.apistore.Resources;
import metallb.bootstrap.scenario.world.Cluster;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.cluster.ObjectKey;
import tools.jackson.databind.node.ObjectNode;

/** {@code service default/nginx}: a service of type LoadBalancer with one port; what is not named is as if never said. */
record DeclareService(ObjectKey key, String type, Optional<String> policy, Optional<String> address,
        Optional<String> pool, Optional<String> loadBalancerClass) implements Command {
    private static final String POOL_ANNOTATION = "metallb.universe.tf/address-pool";

    static DeclareService parse(Arguments arguments) throws Refusal {
        ObjectKey key = arguments.key();
        Options options = new Options(arguments, "type", "policy", "ip", "pool", "class");
        arguments.end();
        return new DeclareService(key, options.get("type").orElse("LoadBalancer"), options.get("policy"),
                options.get("ip"), options.get("pool"), options.get("class"));
    }

    @Override
    public List<String> run(World world) {
        ObjectNode json = Cluster.manifest("v1", "Service", key);
        pool.ifPresent(name -> ((ObjectNode) json.get("metadata")).putObject("annotations").put(POOL_ANNOTATION, name));
        ObjectNode spec = json.putObject("spec").put("type", type);
        policy.ifPresent(value -> spec.put("externalTrafficPolicy", value));
        address.ifPresent(value -> spec.put("loadBalancerIP", value));
        loadBalancerClass.ifPresent(value -> spec.put("loadBalancerClass", value));
        spec.putObject("selector").put("app", key.name());
        spec.putArray("ports").addObject().put("port", 80);
        return List.of(world.cluster().apply(Resources.SERVICES, key, json));
    }
}
