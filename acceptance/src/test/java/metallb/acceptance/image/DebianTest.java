package metallb.acceptance.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken of a distribution's package, from a machine that is made of a few files. */
class DebianTest {
    private static final String LIBC = "lib/x86_64-linux-gnu/libc.so.6";

    @TempDir
    private Path machine;

    @BeforeEach
    void install() throws IOException {
        write("var/lib/dpkg/status", """
                Package: libc-bin
                Architecture: amd64
                Version: 1

                Package: libc6
                Status: install ok installed
                Architecture: i386
                Version: 2

                Package: libc6
                Status: install ok installed
                Architecture: amd64
                Version: 2.39-0ubuntu8+1
                Description: a library
                 with a second line
                """);
        write("usr/lib/os-release", "NAME=\"Ubuntu\"\nID=ubuntu\n");
        write(LIBC, "bytes");
        sums(LIBC, "4b3a6218bb3e3a7303e8a171a60fcf92");
    }

    @Test
    void ofTwoArchitecturesTheRightOneIsTold() throws IOException {
        assertEquals("pkg:deb/ubuntu/libc6@2.39-0ubuntu8%2B1?arch=amd64", libc().packageUrl());
        var refused = assertThrows(IOException.class, () -> Debian.installed(machine, "libc6", Architecture.ARM64));
        assertEquals("Debian's package libc6 of arm64 is not installed", refused.getMessage());
    }

    /** Before and after libraries moved to /usr. */
    @ParameterizedTest
    @ValueSource(strings = {LIBC, "usr/" + LIBC})
    void aFileIsTakenByThePathThatDpkgHasOrTheOneThatShowsIt(String path) throws IOException {
        sums(path, "4b3a6218bb3e3a7303e8a171a60fcf92");
        Layer layer = new Layer("a test");
        libc().copy(layer, LIBC);
        var digest = Blob.sha256();
        layer.describe(digest);
        var same = Blob.sha256();
        new Layer("a test").text(LIBC, "bytes").describe(same);
        assertEquals(Blob.digest(same), Blob.digest(digest));
    }

    @Test
    void aFileThatIsNotTheDistributionsIsRefused() throws IOException {
        write(LIBC, "other bytes");
        var refused = assertThrows(IOException.class, () -> libc().copy(new Layer("a test"), LIBC));
        assertEquals(machine.resolve(LIBC) + " is not what Debian's libc6 2.39-0ubuntu8+1 delivered", refused.getMessage());
    }

    @Test
    void aMachineWithoutDpkgIsToldSo() throws IOException {
        Files.delete(machine.resolve("var/lib/dpkg/status"));
        var refused = assertThrows(IOException.class, this::libc);
        assertEquals("the image's libc is taken from Debian's package, and this machine is no Debian;"
                + " build the image on one, or use deploy/Dockerfile", refused.getMessage());
    }

    private Debian libc() throws IOException {
        return Debian.installed(machine, "libc6", Architecture.AMD64);
    }

    private void sums(String path, String sum) throws IOException {
        write("var/lib/dpkg/info/libc6:amd64.md5sums", sum + "  " + path + "\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = machine.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
