package metallb.acceptance.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule 1 is javac's: what the two module descriptors do not require cannot be named. */
class ModulesTest {
    @TempDir
    private Path directory;

    @Test
    void domainRequiresNothing() throws IOException {
        assertEquals(List.of(), requirements("domain"));
    }

    @Test
    void portsRequireDomainOnly() throws IOException {
        assertEquals(List.of("requires transitive metallb.domain;"), requirements("ports"));
    }

    @Test
    void javacRefusesAPlantedLoggerInDomain() throws IOException {
        String said = compile(Sources.projectRoot().resolve("domain/src/main/java/module-info.java"),
                "class Planted { java.util.logging.Logger logger; }");
        assertTrue(said.contains("package java.util.logging is not visible"), said);
    }

    @Test
    void javacRefusesAPlantedLoggerInPorts() throws IOException {
        String said = compile(Sources.projectRoot().resolve("ports/src/main/java/module-info.java"),
                "class Planted { java.util.logging.Logger logger; metallb.domain.net.Now now; }");
        assertTrue(said.contains("package java.util.logging is not visible"), said);
        assertEquals(1, said.lines().filter(line -> line.contains("error:")).count(), said);
    }

    private static List<String> requirements(String module) throws IOException {
        Path descriptor = Sources.projectRoot().resolve(module + "/src/main/java/module-info.java");
        return Files.readAllLines(descriptor).stream().map(String::strip)
                .filter(line -> line.startsWith("requires")).toList();
    }

    /** Compiles one class under the requirements of a descriptor, and gives back what javac said. */
    private String compile(Path descriptor, String source) throws IOException {
        String module = Files.readString(descriptor).replaceAll("(?m)^\\s*exports .*$", "");
        Path info = Files.writeString(directory.resolve("module-info.java"), module);
        Path planted = Files.createDirectories(directory.resolve("planted")).resolve("Planted.java");
        Files.writeString(planted, "package planted;\n" + source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            compiler.getTask(said, manager, null, List.of("-d", directory.resolve("out").toString(),
                    "-p", Sources.projectRoot().resolve("domain/target/classes").toString()), null,
                    manager.getJavaFileObjectsFromPaths(List.of(info, planted))).call();
        }
        return said.toString();
    }
}
