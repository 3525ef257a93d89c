package metallb.bootstrap.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file with a secret in it, which only its owner may read. */
final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private PrivateFile() {
    }

    /** Others can read it at no moment: it is closed to them before the text stands in it, also where it was there before. */
    static void write(Path file, String text) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else if (Files.isRegularFile(file)) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
        Files.writeString(file, text);
    }
}
