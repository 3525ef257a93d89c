package metallb.acceptance.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a tar holds under one name. */
sealed interface Member {
    /** @param mode permissions, as chmod takes them */
    record Directory(int mode) implements Member {}

    /** @param target as the link says it */
    record Link(String target) implements Member {}

    /** A file whose bytes are in another file, now. */
    record Copy(Path source, int mode) implements Member {}

    /** A file of these bytes. */
    record Bytes(byte[] content, int mode) implements Member {
        static Bytes of(String text) {
            return new Bytes(text.getBytes(StandardCharsets.UTF_8), 0644);
        }
    }

    /** The bytes that follow its header. */
    default InputStream open() throws IOException {
        return switch (this) {
            case Directory _, Link _ -> InputStream.nullInputStream();
            case Copy(Path source, int _) -> Files.newInputStream(source);
            case Bytes(byte[] content, int _) -> new ByteArrayInputStream(content);
        };
    }

    default long size() throws IOException {
        return switch (this) {
            case Directory _, Link _ -> 0;
            case Copy(Path source, int _) -> Files.size(source);
            case Bytes(byte[] content, int _) -> content.length;
        };
    }
}
