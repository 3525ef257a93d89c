package metallb.acceptance.breakages;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Breaks the product one line at a time, in memory and never in the tree, and looks whether the test that is named for
 * the line is red with it and green without it. Ends with 0 where all are, else 1.
 */
final class Breakages {
    /** A test that takes longer hangs; far more than any needs on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path root;
    private final Path scratch;
    private int passed;
    private int failed;

    private Breakages(Path root, Path scratch) {
        this.root = root;
        this.scratch = scratch;
    }

    /** @param arguments the top of the tree, a file of breakages from there, a directory to write classes to */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Path.of(arguments[0]).toAbsolutePath();
        Breakages breakages = new Breakages(root, Files.createDirectories(Path.of(arguments[2]).toAbsolutePath()));
        for (Breakage each : Breakage.read(root.resolve(arguments[1]))) {
            breakages.check(each);
        }
        System.out.printf("%nbreakages: %d passed, %d failed%n", breakages.passed, breakages.failed);
        // a test that hangs leaves its threads behind
        System.exit(breakages.failed == 0 ? 0 : 1);
    }

    private void check(Breakage breakage) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Optional<String> wrong = wrong(breakage);
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (wrong.isEmpty()) {
            passed++;
        } else {
            failed++;
        }
        System.out.printf("%-7s %4.1f s  %-60s %s%n", wrong.isEmpty() ? "ok" : "FAILED", seconds, breakage.title(),
                wrong.orElse(breakage.test()));
    }

    /** Why this breakage shows nothing; empty where the test is green without it and red with it. */
    private Optional<String> wrong(Breakage breakage) throws IOException, InterruptedException {
        long occurrences = breakage.occurrences(root);
        if (occurrences != 1) {
            return Optional.of("the line stands " + occurrences + " times in " + breakage.file());
        }
        Path untouched = Files.createTempDirectory(scratch, "untouched");
        Run green = run(breakage, untouched);
        if (green != Run.GREEN) {
            return Optional.of(breakage.test() + " is " + green + " without it");
        }
        Path patch = Files.createTempDirectory(scratch, "patch");
        String refused = PatchedProduct.compile(breakage, root, patch);
        if (!refused.isEmpty()) {
            return Optional.of(refused);
        }
        Run red = run(breakage, patch);
        return red == Run.RED ? Optional.empty() : Optional.of(breakage.test() + " is " + red + " with it");
    }

    private enum Run { GREEN, RED, MISSING, ENDLESS, UNLINKED }

    private Run run(Breakage breakage, Path patch) throws IOException, InterruptedException {
        try (PatchedProduct product = PatchedProduct.of(root, patch)) {
            Run[] result = {Run.ENDLESS};
            Thread thread = Thread.ofPlatform().daemon().unstarted(() -> result[0] = runTest(breakage, product));
            thread.setContextClassLoader(product);
            thread.start();
            thread.join(PATIENCE);
            return thread.isAlive() ? Run.ENDLESS : result[0];
        }
    }

    private static Run runTest(Breakage breakage, ClassLoader product) {
        Optional<LauncherDiscoveryRequest> request = request(breakage, product);
        if (request.isEmpty()) {
            return Run.MISSING;
        }
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request.get(), listener);
        TestExecutionSummary summary = listener.getSummary();
        if (summary.getTotalFailureCount() > 0) {
            // classes that do not fit together say nothing of the test
            return summary.getFailures().stream().anyMatch(failure -> failure.getException() instanceof LinkageError)
                    ? Run.UNLINKED : Run.RED;
        }
        return summary.getTestsSucceededCount() == 0 ? Run.MISSING : Run.GREEN;
    }

    /** Every method of that name, whatever its parameters; empty where there is none. */
    private static Optional<LauncherDiscoveryRequest> request(Breakage breakage, ClassLoader product) {
        try {
            Class<?> type = product.loadClass(breakage.testClass());
            List<MethodSelector> methods = Stream.of(type.getDeclaredMethods())
                    .filter(method -> method.getName().equals(breakage.testMethod()))
                    .map(method -> selectMethod(type, method)).toList();
            return methods.isEmpty() ? Optional.empty()
                    : Optional.of(LauncherDiscoveryRequestBuilder.request().selectors(methods).build());
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }
}
