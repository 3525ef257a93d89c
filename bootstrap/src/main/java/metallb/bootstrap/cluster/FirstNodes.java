package metallb.bootstrap.cluster;

import metallb.adapters.devcluster.DevCluster;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.WriteOptions;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/** The nodes that a cluster begins with, {@code node-1} and so on, each as a kubelet would have registered it. */
final class FirstNodes {
    private FirstNodes() {
    }

    /** {@code count}: 5,000 at most, whose addresses all lie in 172.18.0.0/16. */
    static void create(DevCluster cluster, int count) {
        WriteOptions byUs = WriteOptions.by("metallb-cluster");
        for (int number = 1; number <= count; number++) {
            String json = node(number).toString();
            cluster.call(store -> store.create(Resources.NODES, "", json, byUs, cluster.now()).orThrow());
        }
    }

    private static ObjectNode node(int number) {
        String name = "node-" + number;
        ObjectNode node = Json.object();
        ObjectNode metadata = node.putObject("metadata").put("name", name);
        metadata.putObject("labels").put("kubernetes.io/arch", "amd64").put("kubernetes.io/hostname", name)
                .put("kubernetes.io/os", "linux");
        ObjectNode status = node.putObject("status");
        status.putArray("conditions").addObject().put("type", "Ready").put("status", "True");
        var addresses = status.putArray("addresses");
        addresses.addObject().put("type", "InternalIP").put("address", "172.18." + (number >> 8) + "." + (number & 255));
        addresses.addObject().put("type", "Hostname").put("address", name);
        return node;
    }
}
