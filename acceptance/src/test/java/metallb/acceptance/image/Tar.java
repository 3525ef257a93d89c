package metallb.acceptance.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/**
 * Writes a tar in the form {@code ustar} (POSIX.1-1988, IEEE Std 1003.1), in which every member has one date and belongs to
 * root: two tars of the same members are equal byte for byte.
 */
final class Tar implements AutoCloseable {
    private static final int BLOCK = 512;
    /** What the fields {@code name} and {@code linkname} hold. */
    private static final int LONGEST_NAME = 100;

    private final OutputStream out;
    private final long date;

    Tar(OutputStream out, Instant date) {
        this.out = out;
        this.date = date.getEpochSecond();
    }

    /** @param name relative, without a slash at its end; 100 bytes at most, 99 for a directory */
    void add(String name, Member member) throws IOException {
        long size = member.size();
        out.write(switch (member) {
            case Member.Directory(int mode) -> header(name + "/", mode, 0, '5', "");
            case Member.Link(String target) -> header(name, 0777, 0, '2', target);
            case Member.Copy(_, int mode) -> header(name, mode, size, '0', "");
            case Member.Bytes(_, int mode) -> header(name, mode, size, '0', "");
        });
        try (InputStream content = member.open()) {
            if (content.transferTo(out) != size) {
                throw new IOException(name + " changed while it was read");
            }
        }
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }

    private byte[] header(String name, int mode, long size, char type, String target) {
        byte[] header = new byte[BLOCK];
        put(header, 0, LONGEST_NAME, name);
        put(header, 100, 8, octal(mode, 7));
        put(header, 108, 8, octal(0, 7));
        put(header, 116, 8, octal(0, 7));
        put(header, 124, 12, octal(size, 11));
        put(header, 136, 12, octal(date, 11));
        put(header, 148, 8, "        ");
        put(header, 156, 1, String.valueOf(type));
        put(header, 157, LONGEST_NAME, target);
        put(header, 257, 8, "ustar\00000");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, 8, octal(sum, 6) + "\0 ");
        return header;
    }

    private static void put(byte[] header, int offset, int length, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > length) {
            throw new IllegalArgumentException("too long for a tar: " + text);
        }
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    private static String octal(long number, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "o", number);
    }

    /** Two empty blocks end it. */
    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.close();
    }
}
