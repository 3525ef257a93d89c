package metallb.bootstrap.scenario.command;

import java.util.List;
import metallb.adapters.support.apistore.Resource;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.cluster.ObjectKey;

/** {@code delete service default/nginx}: kubectl delete; a service's endpoint slices go with it. */
record Delete(Resource resource, ObjectKey key) implements Command {
    static Delete parse(Arguments arguments) throws Refusal {
        Resource resource = Kinds.resource(arguments.next("KIND"));
        ObjectKey key = resource.namespaced() ? arguments.key() : ObjectKey.ofCluster(arguments.name("NAME"));
        arguments.end();
        return new Delete(resource, key);
    }

    @Override
    public List<String> run(World world) {
        return List.of(world.cluster().delete(resource, key));
    }
}
