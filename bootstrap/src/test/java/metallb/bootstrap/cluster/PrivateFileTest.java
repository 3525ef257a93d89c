package metallb.bootstrap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
    @TempDir
    private Path home;

    private String written(Path file) throws IOException {
        PrivateFile.write(file, "secret\n");
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + " " + Files.readString(file);
    }

    @Test
    void isClosedToOthersWhetherItIsNewOrWasOpen() throws IOException {
        assertEquals("rw------- secret\n", written(home.resolve("new")));
        Path open = Files.writeString(home.resolve("open"), "a longer text from before\n");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals("rw------- secret\n", written(open));
    }
}
