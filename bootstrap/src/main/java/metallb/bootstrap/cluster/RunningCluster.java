package metallb.bootstrap.cluster;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import metallb.adapters.support.apistore.schema.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The options that say which running cluster is meant, and the way to it. */
final class RunningCluster {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern SERVER = Pattern.compile("(?m)^\\s*server: (http://\\S+)$");
    /** Groups: who calls, with a token, if that is said; where. */
    private static final Pattern ADDRESS = Pattern.compile("http://(?:([^@/\\s]*)@)?([^@/\\s]+)/?");

    @Option(names = "--server", paramLabel = "URL", description = "where it listens, as it printed it; of a guarded one with a token,"
            + " http://any:TOKEN@127.0.0.1:PORT")
    private String server;

    @Option(names = "--kubeconfig", paramLabel = "FILE", defaultValue = "${env:KUBECONFIG}",
            description = "the file that it wrote (default: what KUBECONFIG names)")
    private String kubeconfig;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** {@code body}: JSON; empty for none. The answer to what was refused is thrown as an exception that says why. */
    JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        Matcher address = address();
        String origin = "http://" + address.group(2);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path)).timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        Optional.ofNullable(address.group(1)).ifPresent(caller -> request.header("Authorization",
                "Basic " + Base64.getEncoder().encodeToString(caller.getBytes(StandardCharsets.UTF_8))));
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            return answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()), origin);
        } catch (ConnectException nobody) {
            throw new IOException("no cluster listens on " + origin, nobody);
        }
    }

    private static JsonNode answer(HttpResponse<String> response, String origin) throws IOException {
        JsonNode answer;
        try {
            answer = Json.MAPPER.readTree(response.body());
        } catch (JacksonException foreign) {
            throw new IOException("what listens on " + origin + " is no embedded cluster", foreign);
        }
        return switch (response.statusCode()) {
            case 200, 201 -> answer;
            case 401, 403 -> throw new IOException("the cluster on " + origin + " is guarded and says: " + Json.text(answer, "message")
                    + "; wanted the kubeconfig that it wrote, or its address with the token of an account that may do this");
            default -> throw new IOException(Json.text(answer, "error"));
        };
    }

    private Matcher address() throws IOException {
        String written = server != null ? server : fromKubeconfig();
        Matcher address = ADDRESS.matcher(written);
        if (!address.matches() || !isHost(address.group(2))) {
            throw unusable("'" + written + "' is no address of a cluster; wanted http://127.0.0.1:PORT as it printed it");
        }
        return address;
    }

    private static boolean isHost(String text) {
        try {
            return URI.create("http://" + text).getHost() != null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private String fromKubeconfig() throws IOException {
        if (kubeconfig == null || kubeconfig.isEmpty()) {
            throw unusable("which cluster? Give --server or --kubeconfig, or set KUBECONFIG");
        }
        String wanted = "; wanted the file that the cluster wrote for --write-kubeconfig";
        Path file = Path.of(kubeconfig);
        if (Files.isDirectory(file)) {
            throw unusable("kubeconfig " + kubeconfig + ": is a directory" + wanted);
        }
        try {
            Matcher found = SERVER.matcher(Files.readString(file));
            if (!found.find()) {
                throw unusable("kubeconfig " + kubeconfig + ": names no embedded cluster" + wanted);
            }
            return found.group(1);
        } catch (NoSuchFileException missing) {
            throw unusable("kubeconfig " + kubeconfig + ": no such file" + wanted);
        }
    }

    private ParameterException unusable(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
