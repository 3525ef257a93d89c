package metallb.acceptance.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Whoever builds the image from the same sources and the same cache gets the same image. */
@EnabledIfSystemProperty(named = "image", matches = ".+", disabledReason = "it is the stage \"image\" of .ci/run")
class ImageBuildTest {
    private static final Instant DATE = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    private Path directory;

    /** The second build is of a directory, a runtime and a moment of its own; only the cache is that of the first. */
    @Test
    void twoBuildsFromOneCacheAreOneImage() throws IOException, InterruptedException {
        Path first = Path.of(System.getProperty("image"));
        Path caches = Files.createDirectories(directory.resolve("caches"));
        try (Stream<Path> recorded = Files.list(first.resolveSibling("caches"))) {
            for (Path cache : recorded.toList()) {
                Files.copy(cache, caches.resolve(cache.getFileName()));
            }
        }
        List<String> before = names(caches);
        Path second = directory.resolve("second.oci.tar");
        new ImageBuild(root(), directory, "0.1.0", DATE).write(second);
        assertEquals(before, names(caches), "nothing was recorded anew");
        assertEquals(-1, Files.mismatch(first, second));
    }

    private static Path root() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("domain"))) {
            root = root.getParent();
        }
        return root;
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
