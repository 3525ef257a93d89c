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
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads a kubeconfig by the official client. Never says a word of its content, which is all secrets. */
final class KubeconfigFile {
    /** Tokens of plugins are short-lived; without a period the client would ask for one only once. */
    private static final Duration TOKEN_REFRESH = Duration.ofMinutes(10);

    private KubeconfigFile() {}

    /** What came of reading one. */
    sealed interface Reading {}

    record Usable(ApiClient client, String context) implements Reading {}

    record Unusable(String why) implements Reading {}

    static Reading read(Path file) {
        KubeConfig config;
        try {
            config = KubeConfig.loadKubeConfig(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            return new Unusable("no such file");
        } catch (IOException e) {
            return new Unusable("cannot be read: " + e.getClass().getSimpleName() + " " + e.getMessage());
        } catch (MarkedYAMLException e) {
            // getMessage() would quote the line
            return new Unusable("not YAML: line " + (e.getProblemMark().getLine() + 1) + ": " + e.getProblem());
        } catch (RuntimeException e) {
            return new Unusable("not a kubeconfig");
        }
        return client(file, config);
    }

    private static Reading client(Path file, KubeConfig config) {
        String context = config.getCurrentContext();
        if (context == null || context.isEmpty()) {
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
        config.setFile(file.toFile());
        try {
            return new Usable(ClientBuilder.kubeconfig(config, TOKEN_REFRESH).build(), context);
        } catch (IOException | RuntimeException e) {
            return new Unusable("its context " + context + " cannot be used: " + e.getMessage());
        } catch (LinkageError e) {
            // the clouds' own ways in (auth-provider gcp, azure) need libraries that we leave out; exec works
            return new Unusable("its context " + context + " uses an auth-provider that is not supported; use exec");
        }
    }
}
