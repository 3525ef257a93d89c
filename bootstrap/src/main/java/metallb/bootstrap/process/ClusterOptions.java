package metallb.bootstrap.process;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Which cluster, and where in it the configuration stands. */
public final class ClusterOptions {
    @Option(names = "--kubeconfig", paramLabel = "FILE",
            description = "kubeconfig to find the cluster with; else KUBECONFIG, ~/.kube/config, or the pod's own service"
                    + " account, as kubectl does")
    private String kubeconfig;

    @Option(names = "--namespace", paramLabel = "NAME", defaultValue = "metallb-system",
            description = "namespace of the ConfigMaps (default: ${DEFAULT-VALUE})")
    private String namespace;

    @Option(names = "--config", paramLabel = "NAME", defaultValue = "config",
            description = "name of the ConfigMap with the configuration; the accepted copy is NAME-accepted (default:"
                    + " ${DEFAULT-VALUE})")
    private String config;

    @Option(names = "--lb-class", paramLabel = "CLASS",
            description = "serve the services of this spec.loadBalancerClass only; else those that name no class")
    private String loadBalancerClass;

    public Optional<String> kubeconfig() {
        return Optional.ofNullable(kubeconfig);
    }

    public String namespace() {
        return namespace;
    }

    public String config() {
        return config;
    }

    public Optional<String> loadBalancerClass() {
        return Optional.ofNullable(loadBalancerClass);
    }
}
