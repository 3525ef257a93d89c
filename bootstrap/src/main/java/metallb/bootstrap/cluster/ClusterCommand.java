package metallb.bootstrap.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import metallb.adapters.devcluster.DevCluster;
import metallb.adapters.support.apistore.PatchType;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.WriteOptions;
import metallb.bootstrap.process.AddressPortConverter;
import metallb.domain.net.AddressPort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the embedded API until stopped. */
@Command(name = "cluster", description = "Serve the embedded Kubernetes API alone until stopped: objects, watches and"
        + " kubectl, but nothing runs in it. No authentication: keep it on loopback.")
public final class ClusterCommand implements Callable<Integer> {
    @Option(names = "--listen", paramLabel = "ADDRESS:PORT", defaultValue = "127.0.0.1:0",
            converter = AddressPortConverter.class, description = "where; port 0 takes a free one (default: ${DEFAULT-VALUE})")
    private AddressPort listen;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3",
            description = "how many nodes it has at the start, node-1 and so on (default: ${DEFAULT-VALUE})")
    private int nodes;

    @Option(names = "--write-kubeconfig", paramLabel = "FILE", description = "where to write a kubeconfig for it")
    private Path kubeconfig;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        InetAddress address = InetAddress.getByAddress(listen.address().toBytes().toArray());
        try (DevCluster cluster = DevCluster.start(address, listen.port())) {
            for (int i = 1; i <= nodes; i++) {
                addNode(cluster, "node-" + i);
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println("The embedded API listens on " + cluster.url() + ". Ctrl-C ends it.");
            if (kubeconfig != null) {
                Files.writeString(kubeconfig, cluster.kubeconfig());
                out.println("  export KUBECONFIG=" + kubeconfig.toAbsolutePath());
            } else {
                out.println("  kubectl --server=" + cluster.url() + " get nodes");
            }
            out.flush();
            new CountDownLatch(1).await();
            return 0;
        }
    }

    private static void addNode(DevCluster cluster, String name) {
        WriteOptions byUs = WriteOptions.by("metallb-cluster");
        cluster.call(store -> store.create(Resources.NODES, "", "{\"metadata\":{\"name\":\"" + name + "\"}}",
                byUs, cluster.now()).orThrow());
        cluster.call(store -> store.patch(Target.object(Resources.NODES, "", name).status(), PatchType.MERGE,
                "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}", byUs, cluster.now())
                .orThrow());
    }
}
