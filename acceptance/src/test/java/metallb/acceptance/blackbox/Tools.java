package metallb.acceptance.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A machine with few programs on it. */
final class Tools {
    private Tools() {}

    /** A directory for PATH that has these of the system's tools and nothing else. */
    static Path only(Path directory, List<String> names) throws IOException {
        Path tools = Files.createDirectories(directory.resolve("tools"));
        for (String name : names) {
            for (String place : List.of("/bin", "/usr/bin")) {
                Path real = Path.of(place, name);
                if (Files.exists(real) && !Files.exists(tools.resolve(name))) {
                    Files.createSymbolicLink(tools.resolve(name), real);
                }
            }
        }
        return tools;
    }
}
