package metallb.acceptance.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Bytes that are named by their digest (OCI image-spec, descriptor).
 *
 * @param digest {@code sha256:} and 64 hexadecimal digits
 * @param size in bytes
 */
record Blob(String digest, long size) {
    private static final String PREFIX = "sha256:";

    /** Where bytes come from. */
    @FunctionalInterface
    interface Content {
        /** May close the stream. */
        void write(OutputStream out) throws IOException;
    }

    /** Writes a file named by the digest's digits. */
    static Blob write(Path blobs, Content content) throws IOException {
        Path file = Files.createTempFile(blobs, "blob", "");
        MessageDigest digest = sha256();
        try (OutputStream out = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest)) {
            content.write(out);
        }
        Blob blob = new Blob(digest(digest), Files.size(file));
        Files.move(file, blobs.resolve(blob.name()), StandardCopyOption.REPLACE_EXISTING);
        return blob;
    }

    /** The digits of the digest. */
    String name() {
        return digest.substring(PREFIX.length());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    static String digest(MessageDigest digest) {
        return PREFIX + HexFormat.of().formatHex(digest.digest());
    }
}
