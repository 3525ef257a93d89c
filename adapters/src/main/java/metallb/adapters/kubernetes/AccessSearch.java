package metallb.adapters.kubernetes;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.credentials.TokenFileAuthentication;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for a cluster where kubectl does, in its order: the flag {@code --kubeconfig}, the variable
 * {@code KUBECONFIG}, {@code $HOME/.kube/config}, the pod's own service account. What is named but not usable is said,
 * not passed over: going on would mean to talk to another cluster than the one that was meant.
 *
 * @param flag the flag's value
 * @param environment {@code KUBECONFIG}, {@code HOME}, {@code KUBERNETES_SERVICE_HOST}, {@code KUBERNETES_SERVICE_PORT},
 *     {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}
 * @param serviceAccount the directory with {@code token} and {@code ca.crt}
 * @param userAgent what the API's audit log shows, {@code metallb-controller (controller-6f7c9d5b4-x2x7l)}
 */
public record AccessSearch(Optional<Path> flag, Map<String, String> environment, Path serviceAccount,
        String userAgent, Timings timings) {
    /** Where the kubelet puts a pod's service account. */
    public static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    public AccessSearch {
        Objects.requireNonNull(flag, "flag");
        environment = Map.copyOf(environment);
    }

    /** Reads files only; whether the cluster answers shows later. */
    public Finding find() {
        if (flag.isPresent()) {
            return load(List.of(flag.get()), "--kubeconfig");
        }
        String variable = environment.getOrDefault("KUBECONFIG", "");
        if (!variable.isBlank()) {
            return fromVariable(variable);
        }
        Optional<Path> home = Optional.ofNullable(environment.get("HOME")).map(Path::of);
        Optional<Path> usual = home.map(directory -> directory.resolve(".kube").resolve("config"));
        if (usual.isPresent() && Files.exists(usual.get())) {
            return load(List.of(usual.get()), "kubeconfig");
        }
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        if (!host.isBlank()) {
            return inCluster(host, environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443"));
        }
        return new Finding.Nothing("no cluster: looked for --kubeconfig (not given), KUBECONFIG (not set), "
                + usual.map(path -> path + " (no such file)").orElse("$HOME/.kube/config (HOME not set)")
                + ", in-cluster (KUBERNETES_SERVICE_HOST not set)");
    }

    /** What came of the search. */
    public sealed interface Finding {
        record Found(ClusterAccess access) implements Finding {}

        /** Nothing usable; what was looked for and where, in one sentence without any secret. */
        record Nothing(String why) implements Finding {}
    }

    /** Those of the files that exist, merged as kubectl does. */
    private Finding fromVariable(String variable) {
        List<String> named = Stream.of(variable.split(File.pathSeparator)).filter(name -> !name.isBlank()).toList();
        List<Path> files = named.stream().map(Path::of).filter(Files::exists).toList();
        return files.isEmpty()
                ? new Finding.Nothing("KUBECONFIG names " + String.join(", ", named) + ": no such file")
                : load(files, "KUBECONFIG");
    }

    private Finding load(List<Path> files, String how) {
        String origin = how + " " + files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return switch (KubeconfigFile.read(files)) {
            case KubeconfigFile.Unusable(String why) -> new Finding.Nothing(origin + ": " + why);
            case KubeconfigFile.Usable(ApiClient client, String context, Optional<String> proxyUrl) ->
                    reached(client, origin + ", context " + context, proxyUrl);
        };
    }

    /** By way of a proxy, where one is named. */
    private Finding reached(ApiClient client, String origin, Optional<String> proxyUrl) {
        return switch (ProxyChoice.of(proxyUrl, environment, URI.create(client.getBasePath()))) {
            case ProxyChoice.Direct() -> new Finding.Found(new ClusterAccess(client, origin, userAgent, timings));
            case ProxyChoice.Through through -> new Finding.Found(
                    new ClusterAccess(client, origin + ", proxy " + through.proxy().address(), userAgent, timings, through));
            case ProxyChoice.Unusable(String why) -> new Finding.Nothing(origin + ": " + why);
        };
    }

    private Finding inCluster(String host, String port) {
        Path token = serviceAccount.resolve("token");
        Path authority = serviceAccount.resolve("ca.crt");
        for (Path file : List.of(token, authority)) {
            if (!Files.isReadable(file)) {
                return new Finding.Nothing("in-cluster: " + file + ": no such file or not readable; "
                        + "does the pod mount its service account's token?");
            }
        }
        String server = "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        try {
            ApiClient client = new ClientBuilder()
                    .setBasePath(server)
                    .setCertificateAuthority(Files.readAllBytes(authority))
                    // reads the file again every minute, since the kubelet renews it
                    .setAuthentication(new TokenFileAuthentication(token.toString()))
                    .build();
            return reached(client, "in-cluster", Optional.empty());
        } catch (IOException | RuntimeException e) {
            return new Finding.Nothing("in-cluster: " + authority + " is no PEM certificate: " + e.getMessage());
        }
    }
}
