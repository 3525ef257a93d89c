package metallb.acceptance.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of docs/decisions/0001 name every jar that there is, with its version and size, and no other. */
class JarsTest {
    private static final Path DECISION = Sources.projectRoot().resolve("docs/decisions/0001-dependencies.md");
    private static final Pattern JAR = Pattern.compile("(.*?)-(\\d[^-]*)\\.jar");

    @Test
    void theTablesNameTheJarsOfTheClassPath() throws IOException {
        TreeSet<String> there = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(file -> file.toString().endsWith(".jar") && !file.getFileName().toString().startsWith("metallb"))
                .map(JarsTest::row)
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> documented = new TreeSet<>(table("At run time"));
        documented.addAll(table("In tests only"));
        assertEquals(String.join("\n", documented), String.join("\n", there));
    }

    /** These do not reach the class path that is looked at here. */
    @ParameterizedTest
    @CsvSource({"provided,For javac only", "test,In tests of the adapters only"})
    void theTablesNameWhatTheAdaptersHaveForThemselves(String scope, String heading) throws IOException {
        String pom = Files.readString(Sources.projectRoot().resolve("adapters/pom.xml"));
        List<String> there = Pattern.compile("<artifactId>([^<]*)</artifactId>\\s*<scope>" + scope + "</scope>").matcher(pom).results()
                .map(match -> match.group(1)).toList();
        assertEquals(there, table(heading).stream().map(row -> row.split(" ")[0]).toList());
    }

    /** A line that tells the JDK under Maven makes another jar, and another image, of the same sources. */
    @Test
    void ourJarsDoNotTellWhatMavenRanOn() throws IOException {
        List<Path> ours = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .filter(file -> file.getFileName().toString().matches("metallb.*\\.jar")).toList();
        assumeFalse(ours.isEmpty(), "there are jars from the phase package on only");
        for (Path each : ours) {
            try (JarFile jar = new JarFile(each.toFile())) {
                List<String> told = jar.getManifest().getMainAttributes().keySet().stream().map(Object::toString)
                        .filter(name -> name.contains("Jdk") || name.equals("Created-By")).toList();
                assertEquals(List.of(), told, each.toString());
            }
        }
    }

    /** NAME VERSION KIB, as a table's row has them. */
    private static String row(Path file) {
        var jar = JAR.matcher(file.getFileName().toString());
        if (!jar.matches()) {
            return file.toString();
        }
        return jar.group(1) + " " + jar.group(2) + " " + Math.round(file.toFile().length() / 1024.0);
    }

    private static List<String> table(String heading) throws IOException {
        List<String> lines = Files.readAllLines(DECISION);
        return lines.stream()
                .skip(lines.indexOf("## " + heading) + 1L)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> line.split(" *\\| *"))
                .map(cells -> cells[1] + " " + cells[2] + " " + cells[4])
                .toList();
    }
}
