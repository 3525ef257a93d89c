package metallb.bootstrap.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file that may be anything. */
sealed interface TextFile {
    /** Enough for a ConfigMap, which holds 1 MiB at most, among other manifests. */
    int MOST_BYTES = 4 << 20;

    record Text(String text) implements TextFile {}

    record None(String why) implements TextFile {}

    /** @param name of the file; {@code -} is standard input */
    static TextFile read(String name) {
        if (!name.equals("-") && Files.isDirectory(Path.of(name))) {
            return new None("is a directory; expected a file");
        }
        try (InputStream in = name.equals("-") ? System.in : Files.newInputStream(Path.of(name))) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES ? new None("has more than 4 MiB; no ConfigMap holds more than 1 MiB")
                    : decode(bytes);
        } catch (NoSuchFileException e) {
            return new None("no such file");
        } catch (IOException e) {
            return new None("cannot be read: " + e.getMessage());
        }
    }

    private static TextFile decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        if (decoder.decode(in, out, true).isError()) {
            long line = 1 + out.flip().chars().filter(c -> c == '\n').count();
            return new None("line %d is not UTF-8: byte 0x%02X at offset %d; save the file as UTF-8"
                    .formatted(line, bytes[in.position()], in.position()));
        }
        return new Text(out.flip().toString());
    }
}
