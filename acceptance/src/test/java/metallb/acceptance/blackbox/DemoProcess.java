package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A demo that runs, its output and its directory in one that is given. */
final class DemoProcess implements AutoCloseable {
    private static final long LIMIT_SECONDS = 120;

    private final Process process;
    private final Path out;
    private final Path temporary;
    private final List<ProcessHandle> seen = new ArrayList<>();

    private DemoProcess(Process process, Path out, Path temporary) {
        this.process = process;
        this.out = out;
        this.temporary = temporary;
    }

    static DemoProcess start(Path directory, Map<String, String> environment, String... arguments) throws IOException {
        Path out = directory.resolve("out");
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(Run.LAUNCHER.toString(), "demo"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        builder.environment().putAll(Map.of("METALLB_NO_BUILD", "1", "TMPDIR", temporary.toString()));
        return new DemoProcess(builder.start(), out, temporary);
    }

    String out() {
        try {
            return Files.readString(out);
        } catch (IOException e) {
            return "";
        }
    }

    /** Waits until it has printed this text. */
    void awaitText(String text) {
        await(() -> out().contains(text), "it never printed " + text);
    }

    /** Waits until the first of its processes runs. */
    ProcessHandle awaitFirstChild() {
        await(() -> !children().isEmpty(), "it never had a process of its own");
        return children().getFirst();
    }

    /** Its processes of our own, the oldest first. */
    List<ProcessHandle> children() {
        List<ProcessHandle> children = process.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("metallb.bootstrap.Main"))
                .sorted(Comparator.comparingLong(ProcessHandle::pid)).toList();
        children.stream().filter(child -> !seen.contains(child)).forEach(seen::add);
        return children;
    }

    /** The process that the demo introduced by this name. */
    long pid(String child) {
        awaitText("logs and kubeconfig in");
        children();
        Matcher line = Pattern.compile(child + " +process (\\d+)").matcher(out());
        assertTrue(line.find(), out());
        return Long.parseLong(line.group(1));
    }

    long pid() {
        return process.pid();
    }

    /** By the shell's own kill: not every machine has a program of that name. */
    static void signal(String name, long pid) throws IOException, InterruptedException {
        String command = "kill -" + name + " " + pid;
        assertTrue(new ProcessBuilder("/bin/sh", "-c", command).start().waitFor() == 0, command);
    }

    /** Waits until it has ended; its exit status. */
    int status() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            fail("still running after " + LIMIT_SECONDS + " s:\n" + out());
        }
        return process.exitValue();
    }

    /** Waits until none of the processes that it had runs any more. */
    void awaitNoneLeft() throws InterruptedException {
        CompletableFuture<?> all = CompletableFuture.allOf(seen.stream().map(ProcessHandle::onExit)
                .toArray(CompletableFuture<?>[]::new));
        try {
            all.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            fail("processes are left: " + seen + "\n" + out(), e);
        }
    }

    boolean hasOneLeft() {
        return seen.stream().anyMatch(ProcessHandle::isAlive);
    }

    /** What it left where temporary files go. */
    List<Path> leftBehind() throws IOException {
        try (Stream<Path> left = Files.list(temporary)) {
            return left.toList();
        }
    }

    private void await(BooleanSupplier condition, String otherwise) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || !process.isAlive() && !condition.getAsBoolean()) {
                fail(otherwise + "\n" + out());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    @Override
    public void close() {
        children();
        process.destroyForcibly();
        seen.forEach(ProcessHandle::destroyForcibly);
    }
}
