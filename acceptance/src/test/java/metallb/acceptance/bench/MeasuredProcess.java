package metallb.acceptance.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;

/** A controller, speaker or router that runs as an image would run it, and what the kernel and its metrics say of it. */
public final class MeasuredProcess implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String name;
    private final Process process;
    private final Path log;
    private final long startedNanos = System.nanoTime();

    private MeasuredProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** @param java the java to run with its options, up to the jar */
    public static MeasuredProcess start(List<String> java, Path directory, String... arguments) throws IOException {
        Path log = directory.resolve(arguments[0] + ".log");
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(arguments));
        command.addAll(List.of("--port=0", "--log-format=json"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        return new MeasuredProcess(arguments[0], process, log);
    }

    public String name() {
        return name;
    }

    long startedNanos() {
        return startedNanos;
    }

    /** What the first line with this event is about; the end of a process that ended is told with its log. */
    public Optional<String> subjectOf(String event) throws IOException {
        String said = Files.readString(log);
        if (!process.isAlive()) {
            throw new IOException(name + " ended with " + process.exitValue() + "\n" + said);
        }
        return said.lines().filter(line -> line.startsWith("{") && line.endsWith("}")).map(Json.MAPPER::readTree)
                .filter(line -> Json.text(line, "event").equals(event)).map((JsonNode line) -> Json.text(line, "subject")).findFirst();
    }

    public boolean isReady() throws IOException, InterruptedException {
        return subjectOf("httpListening").isPresent() && get("/readyz").statusCode() == 200;
    }

    /** The sum of a metric's samples whose line contains this; 0 where there is none. */
    public double metric(String contains) throws IOException, InterruptedException {
        return get("/metrics").body().lines().filter(line -> !line.startsWith("#") && line.contains(contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    /** Reads all metrics, as Prometheus does. */
    void scrape() throws IOException, InterruptedException {
        get("/metrics");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        Optional<String> base = subjectOf("httpListening");
        if (base.isEmpty()) {
            throw new IOException(name + " does not listen yet");
        }
        URI uri = URI.create(base.get().replaceFirst("^(?!http)", "http://") + path);
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** KiB of a field of /proc/PID/status: VmRSS, VmHWM, RssAnon, RssFile (proc(5)). */
    long kernelKib(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith(field + ":")).mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst().orElseThrow(() -> new IOException("no " + field));
    }

    /** Lets it throw away what nobody holds, by the jcmd of the JDK that this runs on. */
    void collect() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process done = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (done.waitFor() != 0) {
            throw new IOException(name + " was not told to collect");
        }
    }

    /** What it has had of the processors. */
    double processorMillis() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
    }

    /**
     * Asks it to end, as the kubelet does, and waits for that; a JVM that records writes its cache then.
     *
     * @throws IOException where it does not end well within 120 s
     */
    public void end() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(name + " did not end well; its log:\n" + Files.readString(log));
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
