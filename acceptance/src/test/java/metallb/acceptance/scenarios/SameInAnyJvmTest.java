package metallb.acceptance.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import metallb.bootstrap.scenario.Performance;
import metallb.bootstrap.scenario.world.Detail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same script gives the same history, to the last byte on the wire, in any JVM: one in which all identity hashes are
 * the same, and one in which they are random. The JDK's own salt of Set.of and Map.of is another one in each.
 */
class SameInAnyJvmTest {
    private static final long LIMIT_SECONDS = 60;

    @TempDir
    private Path directory;

    @Test
    void theSameScriptGivesTheSameHistoryInAnyJvm() throws IOException, InterruptedException {
        String one = history("one", "-XX:hashCode=2");
        String other = history("other", "-XX:hashCode=0");

        assertTrue(one.contains("speaker a | out Send[link=link 1, bytes=ffffffffffffffffffffffffffffffff"), one);
        assertEquals(one, other);
    }

    private String history(String name, String hashes) throws IOException, InterruptedException {
        Path out = directory.resolve(name);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(java.toString(), "-XX:+UnlockExperimentalVMOptions", hashes,
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Teller.class.getName(),
                Scripts.DIRECTORY.resolve("skeleton.txt").toString())
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
}
