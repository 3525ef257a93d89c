package metallb.bootstrap.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How a service's events are read: by kubectl where there is one that runs, else from the API. */
sealed interface Described {
    Duration LIMIT = Duration.ofSeconds(20);

    /** What is told about it: its events, one a line. */
    List<String> eventsOf(String service) throws IOException, InterruptedException;

    /** Who tells it, for the text of a step. */
    String teller(String service);

    static Described by(Stage stage) throws InterruptedException {
        Kubectl kubectl = new Kubectl(stage.kubeconfig(), stage.directory().path());
        return kubectl.runs() ? kubectl : new Events(stage.api());
    }

    /** {@code kubectl describe}, with its files kept inside of the demo's directory. */
    record Kubectl(Path kubeconfig, Path directory) implements Described {
        boolean runs() throws InterruptedException {
            try {
                run(List.of("kubectl", "version", "--client"));
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public String teller(String service) {
            return "kubectl describe service " + service + " tells";
        }

        @Override
        public List<String> eventsOf(String service) throws IOException, InterruptedException {
            List<String> described = run(List.of("kubectl", "--kubeconfig=" + kubeconfig,
                    "--cache-dir=" + directory.resolve("kubectl-cache"), "describe", "service", service));
            List<String> events = described.stream().dropWhile(line -> !line.startsWith("Events:")).toList();
            return events.isEmpty() ? described : events;
        }

        private List<String> run(List<String> command) throws IOException, InterruptedException {
            Path out = directory.resolve("kubectl.out");
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
            process.getOutputStream().close();
            try {
                if (!process.waitFor(LIMIT)) {
                    throw new IOException(String.join(" ", command) + ": not done after " + LIMIT.toSeconds() + " s");
                }
            } finally {
                process.destroyForcibly();
            }
            try (Stream<String> lines = Files.lines(out, StandardCharsets.UTF_8)) {
                List<String> said = new ArrayList<>(lines.toList());
                if (process.exitValue() != 0) {
                    throw new IOException(String.join(" ", command) + ": status " + process.exitValue() + ", " + said);
                }
                return said;
            }
        }
    }

    /** The API itself. */
    record Events(ClusterView api) implements Described {
        @Override
        public String teller(String service) {
            return "the events of " + service + " tell";
        }

        @Override
        public List<String> eventsOf(String service) throws IOException, InterruptedException {
            return api.eventsOf(service);
        }
    }
}
