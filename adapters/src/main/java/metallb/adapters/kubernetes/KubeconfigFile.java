package metallb.adapters.kubernetes;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads kubeconfigs by the official client. Never says a word of its content, which is all secrets. */
final class KubeconfigFile {
    /** Tokens of plugins are short-lived; without a period the client would ask for one only once. */
    private static final Duration TOKEN_REFRESH = Duration.ofMinutes(10);

    private KubeconfigFile() {}

    /** What came of reading one. */
    sealed interface Reading {}

    /**
     * @param proxyUrl what the context's cluster says of a proxy
     */
    record Usable(ApiClient client, String context, Optional<String> proxyUrl) implements Reading {}

    record Unusable(String why) implements Reading {}

    /** Reads files that are all to be there, as one. Of several, those that are empty count for nothing. */
    static Reading read(List<Path> files) {
        Kubeconfigs configs = new Kubeconfigs();
        for (Path file : files) {
            String about = files.size() == 1 ? "" : file + ": ";
            try {
                String text = Files.readString(file, StandardCharsets.UTF_8);
                if (files.size() == 1 || !text.isBlank()) {
                    configs.add(file, KubeConfig.loadKubeConfig(new StringReader(text)));
                }
            } catch (NoSuchFileException e) {
                return new Unusable(about + "no such file");
            } catch (IOException e) {
                return new Unusable(about + "cannot be read: " + e.getClass().getSimpleName() + " " + e.getMessage());
            } catch (MarkedYAMLException e) {
                // getMessage() would quote the line
                return new Unusable(about + "not YAML: line " + (e.getProblemMark().getLine() + 1) + ": "
                        + e.getProblem());
            } catch (RuntimeException e) {
                return new Unusable(about + "not a kubeconfig");
            }
        }
        return client(configs);
    }

    private static Reading client(Kubeconfigs configs) {
        String context = configs.currentContext();
        KubeConfig config = configs.merged();
        if (context.isEmpty()) {
            return new Unusable("no current-context is set");
        }
        String server;
        try {
            server = config.getServer();
        } catch (RuntimeException e) {
            server = null;
        }
        if (server == null) {
            return new Unusable("its current-context " + context + " leads to no cluster with a server");
        }
        Optional<String> plugin = configs.plugin();
        if (plugin.isPresent() && !givesCredential(config)) {
            // the client would only log it, and go on as nobody
            return new Unusable("its context " + context + " has a plugin that gave no credential: " + plugin.get());
        }
        try {
            return new Usable(ClientBuilder.kubeconfig(config, TOKEN_REFRESH).build(), context,
                    configs.proxyUrl());
        } catch (IOException | RuntimeException e) {
            return new Unusable("its context " + context + " cannot be used: " + e.getMessage());
        } catch (LinkageError e) {
            // the clouds' own ways in (auth-provider gcp, azure) need libraries that we leave out; exec works
            return new Unusable("its context " + context + " uses an auth-provider that is not supported; use exec");
        }
    }

    private static boolean givesCredential(KubeConfig config) {
        try {
            Map<String, String> credentials = config.getCredentials();
            return credentials != null && (credentials.get(KubeConfig.CRED_TOKEN_KEY) != null
                    || credentials.get(KubeConfig.CRED_CLIENT_CERTIFICATE_DATA_KEY) != null);
        } catch (RuntimeException e) {
            // what the plugin printed is no ExecCredential
            return false;
        }
    }
}
