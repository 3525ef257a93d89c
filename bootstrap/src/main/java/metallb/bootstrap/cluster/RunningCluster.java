package metallb.bootstrap.cluster;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import metallb.adapters.support.apistore.schema.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The options that say which running cluster is meant, and the way to it. */
final class RunningCluster {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern SERVER = Pattern.compile("(?m)^\\s*server: (http://)(?:[^@/\\s]*@)?(\\S+)$");

    @Option(names = "--server", paramLabel = "URL", description = "where it listens, as it printed it")
    private String server;

    @Option(names = "--kubeconfig", paramLabel = "FILE", defaultValue = "${env:KUBECONFIG}",
            description = "the file that it wrote (default: what KUBECONFIG names)")
    private String kubeconfig;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** {@code body}: JSON; empty for none. The answer to what was refused is thrown as an exception that says why. */
    JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + path)).timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode answer = Json.MAPPER.readTree(response.body());
            if (response.statusCode() >= 300) {
                throw new IOException(Json.text(answer, "error"));
            }
            return answer;
        } catch (ConnectException nobody) {
            throw new IOException("no cluster listens on " + address(), nobody);
        }
    }

    private String address() throws IOException {
        if (server != null) {
            return server;
        }
        if (kubeconfig == null || kubeconfig.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "which cluster? Give --server or --kubeconfig, or set KUBECONFIG");
        }
        Matcher found = SERVER.matcher(Files.readString(Path.of(kubeconfig)));
        if (!found.find()) {
            throw new ParameterException(spec.commandLine(), kubeconfig + " names no embedded cluster");
        }
        return found.group(1) + found.group(2);
    }
}
