package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;

/** A controller, speaker or router that runs, with its log. */
final class DaemonProcess implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;
    private static final Pattern GRACE = Pattern.compile("terminationGracePeriodSeconds: (\\d+)");

    private final Process process;
    private final Path log;

    private DaemonProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static DaemonProcess start(Path directory, String... arguments) throws IOException {
        return startAs(arguments[0], directory, arguments);
    }

    /** @param name of its log and its host, where there are several alike */
    static DaemonProcess startAs(String name, Path directory, String... arguments) throws IOException {
        return startBy(List.of(Run.LAUNCHER.toString()), name, directory, arguments);
    }

    /** @param program what stands in the launcher's place */
    static DaemonProcess startBy(List<String> program, String name, Path directory, String... arguments) throws IOException {
        Path log = directory.resolve(name + ".log");
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        command.addAll(List.of("--port=0", "--log-format=json"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // as in a pod, whose host name is its own
        builder.environment().putAll(Map.of("METALLB_NO_BUILD", "1", "HOSTNAME", name));
        return new DaemonProcess(builder.start(), log);
    }

    long pid() {
        return process.pid();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "";
        }
    }

    /** What the first line with this event is about. */
    Optional<String> subjectOf(String event) {
        return log().lines().filter(line -> line.startsWith("{") && line.endsWith("}")).map(Json.MAPPER::readTree)
                .filter(line -> Json.text(line, "event").equals(event)).map((JsonNode line) -> Json.text(line, "subject")).findFirst();
    }

    /** How many lines of its log have this event. */
    long times(String event) {
        return log().lines().filter(line -> line.contains("\"event\":\"" + event + "\"")).count();
    }

    /** SIGTERM. */
    void askToEnd() {
        process.destroy();
    }

    /** Asks it to end, and sees that it does before the kubelet would kill it; its exit status. */
    int end() throws InterruptedException, IOException {
        long seconds = graceSeconds();
        askToEnd();
        assertTrue(process.waitFor(seconds, TimeUnit.SECONDS), () -> "still there after " + seconds + " s:\n" + log());
        return process.exitValue();
    }

    /** What the manifest allows to the one that has the least. */
    private static long graceSeconds() throws IOException {
        return GRACE.matcher(Files.readString(Run.PROJECT.resolve("deploy/metallb.yaml"))).results()
                .mapToLong(found -> Long.parseLong(found.group(1))).min().orElseThrow();
    }

    /** SIGKILL; it is gone when this returns. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), log());
    }

    /** SIGSTOP: it does nothing more, and nobody is told. */
    void freeze() throws IOException, InterruptedException {
        DemoProcess.signal("STOP", process.pid());
    }

    /** SIGCONT. */
    void thaw() throws IOException, InterruptedException {
        DemoProcess.signal("CONT", process.pid());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
