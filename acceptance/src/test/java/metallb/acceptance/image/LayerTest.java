package metallb.acceptance.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layer depends on nothing but what was put into it; GNU tar reads it. */
class LayerTest {
    private static final Instant DATE = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void tarListsWhatWasPutIn() throws IOException, InterruptedException {
        Path program = Files.writeString(directory.resolve("program"), "#!/bin/sh\n");
        assertEquals(true, program.toFile().setExecutable(true));
        Path blob = stored(new Layer("a test").text("etc/passwd", "root\n").file("bin/run", program)
                .link("lib64/ld.so", "../lib/ld.so").directory("tmp", 01777));
        Process tar = new ProcessBuilder("tar", "--utc", "-tvzf", blob.toString()).redirectErrorStream(true).start();
        String listed = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("""
                drwxr-xr-x 0/0               0 2026-11-01 00:00 bin/
                -rwxr-xr-x 0/0              10 2026-11-01 00:00 bin/run
                drwxr-xr-x 0/0               0 2026-11-01 00:00 etc/
                -rw-r--r-- 0/0               5 2026-11-01 00:00 etc/passwd
                drwxr-xr-x 0/0               0 2026-11-01 00:00 lib64/
                lrwxrwxrwx 0/0               0 2026-11-01 00:00 lib64/ld.so -> ../lib/ld.so
                drwxrwxrwt 0/0               0 2026-11-01 00:00 tmp/
                """, listed);
        assertEquals(0, tar.waitFor());
    }

    /** The Dockerfile copies what was unpacked by us, others unpack the tar. */
    @Test
    void whatItUnpacksHasTheModesAndDatesThatTheTarHas() throws IOException {
        Path program = Files.writeString(directory.resolve("program"), "#!/bin/sh\n");
        assertEquals(true, program.toFile().setExecutable(true));
        Path root = Files.createDirectories(directory.resolve("root"));
        new Layer("a test").text("plain", "a").file("bin/run", program).directory("tmp", 01777).unpack(root, DATE);
        assertEquals(0100644, (int) Files.getAttribute(root.resolve("plain"), "unix:mode"));
        assertEquals(0100755, (int) Files.getAttribute(root.resolve("bin/run"), "unix:mode"));
        assertEquals(040755, (int) Files.getAttribute(root.resolve("bin"), "unix:mode"));
        assertEquals(041777, (int) Files.getAttribute(root.resolve("tmp"), "unix:mode"));
        assertEquals(DATE, Files.getLastModifiedTime(root.resolve("plain")).toInstant());
    }

    @Test
    void orderAndDatesOfItsSourcesDoNotCount() throws IOException {
        Path tree = Files.createDirectories(directory.resolve("tree"));
        Path first = Files.writeString(tree.resolve("a"), "one");
        Files.writeString(tree.resolve("b"), "two");
        Layer.Stored once = new Layer("a test").tree("x", tree).text("y", "three").store(directory, DATE);
        Files.setLastModifiedTime(first, FileTime.fromMillis(0));
        Layer.Stored again = new Layer("a test").text("y", "three").tree("x", tree).store(directory, DATE);
        assertEquals(once, again);
    }

    @Test
    void theDiffIdIsTheDigestOfTheTarUncompressed() throws IOException {
        Layer.Stored stored = new Layer("a test").text("a", "one").store(directory, DATE);
        var digest = Blob.sha256();
        try (var tar = new GZIPInputStream(Files.newInputStream(directory.resolve(stored.blob().name())))) {
            digest.update(tar.readAllBytes());
        }
        assertEquals(Blob.digest(digest), stored.diffId());
    }

    @Test
    void aNameThatATarCannotHoldIsRefused() throws IOException {
        try (Tar tar = new Tar(new ByteArrayOutputStream(), DATE)) {
            String longest = "x".repeat(100);
            tar.add(longest, Member.Bytes.of(""));
            var refused = assertThrows(IllegalArgumentException.class, () -> tar.add(longest + "y", Member.Bytes.of("")));
            assertEquals("too long for a tar: " + longest + "y", refused.getMessage());
        }
    }

    private Path stored(Layer layer) throws IOException {
        return directory.resolve(layer.store(directory, DATE).blob().name());
    }
}
