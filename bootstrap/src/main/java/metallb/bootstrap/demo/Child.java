package metallb.bootstrap.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process of this same program, its log in a file of JSON lines. */
final class Child {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts {@code metallb ARGUMENTS...} with the java and the class path that this process runs with. */
    static Child start(Path directory, String name, List<String> arguments) throws IOException {
        Path log = directory.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m", "--enable-native-access=ALL-UNNAMED",
                "-cp", System.getProperty("java.class.path"), "metallb.bootstrap.Main"));
        command.addAll(arguments);
        command.add("--log-format=json");
        command.add("--end-with=" + ProcessHandle.current().pid());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        return new Child(name, process, log);
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    Path log() {
        return log;
    }

    /** How it ended, where it did. */
    Optional<String> death() {
        if (process.isAlive()) {
            return Optional.empty();
        }
        int status = process.exitValue();
        // the JDK tells an end by signal n as status 128 + n, as a shell does
        String cause = status > 128 ? " (signal " + (status - 128) + ")" : "";
        return Optional.of(name + " (process " + pid() + ") ended with status " + status + cause + "; its log is " + log);
    }

    /** Calls back, on another thread, once it has ended. */
    void onEnd(Runnable told) {
        process.onExit().thenRunAsync(told);
    }

    /** The subject of the first line with that event: where it listens, for instance. */
    Optional<String> subjectOf(String event) throws IOException {
        for (String line : Files.readAllLines(log)) {
            if (line.startsWith("{")) {
                JsonNode node = JSON.readTree(line);
                if (event.equals(node.path("event").asString(""))) {
                    return Optional.of(node.path("subject").asString(""));
                }
            }
        }
        return Optional.empty();
    }

    /** Asks it to end. */
    void askToEnd() {
        process.destroy();
    }

    /** Waits until it has ended, and makes it end where it has not by then; it is gone afterwards. */
    void awaitEnd(Duration limit) {
        try {
            if (!process.waitFor(limit)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
