package metallb.acceptance.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import metallb.bootstrap.scenario.Performance;
import metallb.bootstrap.scenario.world.Detail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same script gives the same history, to the last byte on the wire, in any JVM: one in which all identity hashes are
 * the same, and one in which they are random. The JDK's own salt of Set.of and Map.of is another one in each.
 */
class SameInAnyJvmTest {
    private static final long LIMIT_SECONDS = 60;
    private static final String SAME_HASHES = "-XX:hashCode=2";
    private static final String RANDOM_HASHES = "-XX:hashCode=0";

    @TempDir
    private Path directory;

    @Test
    void theSameScriptGivesTheSameHistoryInAnyJvm() throws IOException, InterruptedException {
        String script = Scripts.DIRECTORY.resolve("skeleton.txt").toString();
        String one = output(Teller.class, SAME_HASHES, script);
        String other = output(Teller.class, RANDOM_HASHES, script);

        assertTrue(one.contains("speaker a | out Send[link=link 1, bytes=ffffffffffffffffffffffffffffffff"), one);
        assertEquals(one, other);
    }

    /** What the comparison is for: a program that such an order gets out of is found. */
    @ParameterizedTest
    @ValueSource(classes = {OrderOfIdentity.class, OrderOfSalt.class})
    void whatDependsOnTheJvmDiffers(Class<?> planted) throws IOException, InterruptedException {
        assertNotEquals(output(planted, SAME_HASHES), output(planted, RANDOM_HASHES));
    }

    /** What that main class prints in a JVM of its own. */
    private String output(Class<?> main, String hashes, String... arguments) throws IOException, InterruptedException {
        String name = main.getSimpleName() + hashes;
        Path out = directory.resolve(name);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:+UnlockExperimentalVMOptions", hashes,
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "the JVM ends in time");
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(out);
    }

    /** Runs in a JVM of its own: a script with everything that happens. */
    static final class Teller {
        private Teller() {}

        public static void main(String[] arguments) throws IOException {
            Performance performance = Performance.of(Scripts.read(Path.of(arguments[0])), Detail.EVERYTHING);
            try (PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8)) {
                out.print(performance.transcript());
            }
            System.exit(performance.stop().isPresent() ? 1 : 0);
        }
    }

    /** Planted: a hundred things in the order of their identity hashes, of which one JVM has a single one. */
    static final class OrderOfIdentity {
        private OrderOfIdentity() {}

        public static void main(String[] arguments) {
            Map<Object, Integer> numbers = new HashMap<>();
            for (int i = 0; i < 100; i++) {
                numbers.put(new Object(), i);
            }
            System.out.println(numbers.values());
        }
    }

    /** Planted: a Set.of spread so widely over its table that two salts begin it with the same once in 100,000 times. */
    static final class OrderOfSalt {
        private OrderOfSalt() {}

        public static void main(String[] arguments) {
            Object[] even = IntStream.range(0, 100_000).mapToObj(i -> 2 * i).toArray();
            System.out.println(Set.of(even).iterator().next());
        }
    }
}
