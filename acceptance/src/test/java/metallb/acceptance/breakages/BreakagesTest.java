package metallb.acceptance.breakages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of breakages does not rot: what it names is there. That the tests turn red is shown by breakages/run. */
class BreakagesTest {
    private static final Path ROOT = root();

    @TempDir
    private Path directory;

    @Test
    void eachNamesOneLineAndATestThatIsThere() throws IOException {
        List<Breakage> all = Breakage.read(ROOT.resolve("acceptance/breakages/breakages.txt"));
        assertTrue(all.size() >= 20, all.size() + " are too few");
        List<String> wrong = new ArrayList<>();
        for (Breakage breakage : all) {
            if (breakage.occurrences(ROOT) != 1) {
                wrong.add(breakage.title() + ": the line stands " + breakage.occurrences(ROOT) + " times in "
                        + breakage.file());
            }
            if (!isThere(breakage)) {
                wrong.add(breakage.title() + ": no test " + breakage.test());
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(all.size(), all.stream().map(Breakage::title).distinct().count(), "each has a title of its own");
    }

    @Test
    void aBlockIsReadAndItsLineReplaced() throws IOException {
        Files.writeString(directory.resolve("Sum.java"), "int sum() {\n    return a + b;\n}\n");
        Path file = Files.writeString(directory.resolve("breakages.txt"), """
                # a remark

                a sum is a difference
                  file Sum.java
                  line return a + b;
                  with return a - b;
                  red  domain.SumTest#adds
                """);
        Breakage breakage = new Breakage("a sum is a difference", Path.of("Sum.java"), "return a + b;",
                "return a - b;", "domain.SumTest#adds");
        assertEquals(List.of(breakage), Breakage.read(file));
        assertEquals(1, breakage.occurrences(directory));
        assertEquals("int sum() {\nreturn a - b;\n}\n", breakage.brokenText(directory));
        assertEquals("metallb.domain.SumTest", breakage.testClass());
        assertEquals("adds", breakage.testMethod());
    }

    @Test
    void aBlockThatMissesALineIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("breakages.txt"), "a title\n  file Sum.java\n  red  x#y\n");
        assertEquals("not a title and the lines [file, line, with, red]: [a title,   file Sum.java,   red  x#y]",
                assertThrows(IllegalArgumentException.class, () -> Breakage.read(file)).getMessage());
    }

    /** Test classes of other modules are not on the class path here, so their sources are looked at. */
    private static boolean isThere(Breakage breakage) throws IOException {
        String module = breakage.test().substring(0, breakage.test().indexOf('.'));
        Path source = ROOT.resolve(module + "/src/test/java/" + breakage.testClass().replace('.', '/') + ".java");
        return Files.exists(source) && Files.readString(source).contains(" " + breakage.testMethod() + "(");
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve("domain"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
