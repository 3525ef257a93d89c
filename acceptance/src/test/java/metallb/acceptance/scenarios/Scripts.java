package metallb.acceptance.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import metallb.bootstrap.scenario.Script;

/** The scripts beside this module's sources. */
final class Scripts {
    /** Tests run in their module's directory. */
    static final Path DIRECTORY = Path.of("scenarios").toAbsolutePath();

    private Scripts() {}

    /** In the order of their names. */
    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
        }
    }

    static Script read(Path file) throws IOException {
        return switch (Script.parse("scenarios/" + file.getFileName(), Files.readString(file))) {
            case Script.Parsed.Whole(Script script) -> script;
            case Script.Parsed.Broken(int line, String why) -> throw new IOException(file + ":" + line + ": " + why);
        };
    }
}
