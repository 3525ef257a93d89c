package metallb.acceptance.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule 9 and the names of the house style, read from the sources. */
class SourcesTest {
    @TempDir
    private Path directory;

    @Test
    void filesAndMethodsAreShortAndNamesSaySomething() {
        assertEquals(List.of(), Sources.violations(Sources.ofTheProject()));
    }

    @Test
    void everyPackageOfTheProductSaysWhatItIs() {
        TreeSet<Path> packages = Sources.ofTheProject().stream()
                .filter(file -> file.toString().contains("/src/main/java/metallb/"))
                .map(Path::getParent)
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(packages.size() > 10, "too few packages seen: " + packages);
        List<Path> silent = packages.stream()
                .filter(place -> !Files.exists(place.resolve("package-info.java"))).toList();
        assertEquals(List.of(), silent);
    }

    @Test
    void aPlantedLongFileIsFound() throws IOException {
        Path file = write("Long.java", "class Long {\n" + "    // line\n".repeat(Sources.LONGEST_FILE) + "}\n");
        assertEquals(List.of(file + ":1: the file has 402 lines, 400 at most"), Sources.violations(List.of(file)));
    }

    @Test
    void aPlantedLongMethodIsFound() throws IOException {
        Path file = write("Tall.java", "class Tall {\n    void go() {\n" + "        ;\n".repeat(59) + "    }\n}\n");
        assertEquals(List.of(file + ":2: method go has 61 lines, 60 at most"), Sources.violations(List.of(file)));
    }

    @Test
    void aPlantedEmptyNameIsFound() throws IOException {
        Path file = write("PoolManager.java", "class PoolManager {}\n");
        assertEquals(List.of(file + ":1: the name PoolManager says nothing: no Manager"),
                Sources.violations(List.of(file)));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
