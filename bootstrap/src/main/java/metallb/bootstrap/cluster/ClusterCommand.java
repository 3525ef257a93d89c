package metallb.bootstrap.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import metallb.adapters.devcluster.DevCluster;
import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.load.ManifestLoader;
import metallb.adapters.devcluster.load.Problem;
import metallb.bootstrap.process.PortConverter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves the embedded API until stopped; its subcommands turn the screws of a running one. */
@Command(name = "cluster", description = {"Serve the embedded Kubernetes API alone on loopback until stopped: objects, watches and"
        + " kubectl, but nothing runs in it.", "The commands below talk to one that runs."},
        subcommands = {FaultCommand.class, AwayCommand.class, ClockCommand.class, CompactCommand.class, SeenCommand.class})
public final class ClusterCommand implements Callable<Integer> {
    @Option(names = "--port", paramLabel = "N", defaultValue = "0", converter = PortConverter.class,
            description = "on which port of 127.0.0.1; 0 takes a free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", converter = NodeCountConverter.class,
            description = "how many nodes it has at the start, node-1 and so on (default: ${DEFAULT-VALUE})")
    private int nodes;

    @Option(names = "--load", paramLabel = "FILE", description = "apply the objects of this YAML or JSON file at the start; may be"
            + " given several times. If one is refused, the reasons are printed and nothing is served")
    private List<Path> files = List.of();

    @Option(names = "--guard", description = "know callers by their tokens and let each do what roles allow; the kubeconfig is an"
            + " administrator's. Without it everybody may do everything")
    private boolean guarded;

    @Option(names = "--fault", paramLabel = "RULE", converter = RuleConverter.class,
            description = "a fault from the start on, as '{\"verb\":\"watch\",\"fault\":\"watch-cut\"}'; may be given several times")
    private List<Rule> faults = List.of();

    @Option(names = "--write-kubeconfig", paramLabel = "FILE", description = "where to write a kubeconfig for it, which only its owner"
            + " may read")
    private Path kubeconfig;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (DevCluster cluster = guarded ? DevCluster.startGuarded(loopback, port) : DevCluster.start(loopback, port)) {
            FirstNodes.create(cluster, nodes);
            List<Problem> problems = load(cluster);
            if (!problems.isEmpty()) {
                problems.forEach(problem -> spec.commandLine().getErr().println(problem));
                return 1;
            }
            faults.forEach(cluster.faults()::add);
            writeKubeconfig(cluster);
            tell(cluster, spec.commandLine().getOut());
            new CountDownLatch(1).await();
            return 0;
        }
    }

    private List<Problem> load(DevCluster cluster) throws IOException {
        List<Problem> problems = new ArrayList<>();
        for (Path file : files) {
            String name = file.toString();
            if (Files.isDirectory(file)) {
                problems.add(new Problem(name, 0, "is a directory; wanted a file of YAML or JSON"));
                continue;
            }
            try {
                String text = Files.readString(file);
                problems.addAll(cluster.call(store -> ManifestLoader.load(store, name, text, cluster.now())));
            } catch (NoSuchFileException missing) {
                problems.add(new Problem(name, 0, "no such file; wanted one of YAML or JSON"));
            } catch (AccessDeniedException closed) {
                problems.add(new Problem(name, 0, "may not be read; wanted a file of YAML or JSON that may"));
            } catch (CharacterCodingException binary) {
                problems.add(new Problem(name, 0, "is no UTF-8 text; wanted YAML or JSON"));
            }
        }
        return problems;
    }

    private void writeKubeconfig(DevCluster cluster) throws IOException {
        if (kubeconfig == null) {
            return;
        }
        try {
            PrivateFile.write(kubeconfig, cluster.kubeconfig());
        } catch (FileSystemException closed) {
            throw new ParameterException(spec.commandLine(), "cannot write the kubeconfig to " + kubeconfig
                    + "; wanted a file in a directory that is there and may be written to", closed);
        }
    }

    private void tell(DevCluster cluster, PrintWriter out) {
        out.println("The embedded API listens on " + cluster.url() + ". Ctrl-C ends it.");
        if (kubeconfig != null) {
            out.println("  export KUBECONFIG=" + kubeconfig.toAbsolutePath());
            out.println("  kubectl get nodes");
        } else {
            out.println("  kubectl --server=" + (guarded ? cluster.administratorUrl() : cluster.url()) + " get nodes");
        }
        if (guarded) {
            out.println("  kubectl create token NAME     makes a service account's token; " + cluster.url().replace("://", "://any:TOKEN@")
                    + " lets it in");
        }
        String server = kubeconfig != null ? "" : " --server=" + (guarded ? cluster.administratorUrl() : cluster.url());
        out.println("  bootstrap/metallb cluster seen" + server + "     tells who does what");
        out.println("  bootstrap/metallb cluster fault" + server + " '{\"verb\":\"watch\",\"fault\":\"watch-cut\"}'     lets something go"
                + " wrong");
        out.flush();
    }
}
