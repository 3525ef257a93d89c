package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bootstrap/metallb} finds a JDK 25 by itself, and says clearly what it misses where it can't go on. */
class LauncherTest {
    @TempDir
    private Path directory;

    @Test
    void runsWithTheJdkThatItFinds() {
        Run run = Run.metallb("version");
        assertEquals("", run.err());
        assertTrue(run.out().matches("metallb-java 0\\.1\\.0, Java 25\\S*\n"), run.out());
        assertEquals(0, run.status());
    }

    /** bootstrap/jvm.options, whose heap is a daemon's; what holds worlds of them has more. */
    @ParameterizedTest
    @CsvSource({"controller,256", "speaker,256", "router,256", "scenario,512", "cluster,512"})
    void runsWithTheOptionsThatShip(String command, int heap) {
        Run run = Run.of(List.of(Run.LAUNCHER.toString(), command, "--help"), "",
                Map.of("METALLB_NO_BUILD", "1", "METALLB_JAVA_OPTS", "-XX:+PrintCommandLineFlags"));
        String flags = run.out().lines().findFirst().orElse("");
        assertTrue(flags.contains(" -XX:MaxHeapSize=" + ((long) heap << 20) + " "), flags);
        assertTrue(flags.contains(" -XX:MaxNewSize=5242880 "), flags);
        assertTrue(flags.contains(" -XX:+UseSerialGC"), flags);
    }

    @Test
    void saysSoWhereTheNamedJdkIsNone() throws IOException {
        Run run = launch(Map.of("METALLB_JAVA_HOME", directory.toString()));
        assertEquals("metallb: METALLB_JAVA_HOME is " + directory + ", which is not a JDK 25\n", run.err());
        assertEquals(1, run.status());
    }

    @Test
    void saysWhichMavenItNeedsWhereNothingIsBuilt() throws IOException {
        Run run = launch(Map.of("METALLB_JAVA_HOME", System.getProperty("java.home")));
        assertEquals("metallb: nothing is built yet, and there is no Maven to build it with: install Maven 3.8 or newer"
                + " (Debian: apt-get install maven)\n", run.err());
        assertEquals(1, run.status());
    }

    @Test
    void takesEscapeSequencesOutOfWhatMavenSaysWhereItGoesToNoTerminal() throws IOException {
        Path maven = Files.createDirectories(directory.resolve("tools")).resolve("mvn");
        Files.writeString(maven, """
                #!/bin/sh
                printf '\\033[1;31m[ERROR]\\033[m no such module\\n\\033[0m\\033[0m'
                exit 3
                """);
        assertTrue(maven.toFile().setExecutable(true));
        Run run = launch(Map.of("METALLB_JAVA_HOME", System.getProperty("java.home")));
        assertEquals("""
                metallb: building (the first time Maven fetches what it needs; about half a minute after that) ...
                [ERROR] no such module
                metallb: the build failed; what Maven said stands above
                """, run.err());
        assertEquals("", run.out());
        assertEquals(1, run.status());
    }

    /** A copy of the launcher in a checkout where nothing is built, on a machine with neither java nor Maven on its path. */
    private Run launch(Map<String, String> environment) throws IOException {
        Path copy = Files.createDirectories(directory.resolve("checkout/bootstrap")).resolve("metallb");
        Files.copy(Run.LAUNCHER, copy);
        assertTrue(copy.toFile().setExecutable(true));
        Path tools = Tools.only(directory, List.of("sh", "dirname", "readlink", "sed", "find", "head", "printf", "cat"));
        Map<String, String> all = new java.util.TreeMap<>(environment);
        all.put("PATH", tools.toString());
        return Run.of(List.of("/bin/sh", copy.toString(), "version"), "", all);
    }
}
