package metallb.bootstrap.scenario.command;

import java.util.List;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.objects.ObjectDecoder;
import metallb.bootstrap.scenario.world.Cluster;
import metallb.bootstrap.scenario.world.World;
import tools.jackson.databind.node.ObjectNode;

/** {@code config}: the text below becomes the operator's configuration. */
record Configure(String text) implements Command {
    static Configure parse(Arguments arguments) throws Refusal {
        arguments.endOfWords();
        return new Configure(arguments.body());
    }

    @Override
    public List<String> run(World world) {
        ObjectNode json = Cluster.manifest("v1", "ConfigMap", Cluster.CONFIG);
        json.putObject("data").put(ObjectDecoder.DATA_KEY, text);
        return List.of(world.cluster().apply(Resources.CONFIG_MAPS, Cluster.CONFIG, json));
    }
}
