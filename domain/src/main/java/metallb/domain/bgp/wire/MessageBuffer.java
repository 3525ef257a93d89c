package metallb.domain.bgp.wire;

import java.util.Arrays;
import metallb.domain.net.Bytes;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;

/** One message of at most 4096 bytes under construction; used again and again, so that only its copy is allocated. */
final class MessageBuffer {
    private static final int MARKER_BYTES = 16;

    private final byte[] content = new byte[Message.LARGEST_BYTES];
    private int size;

    /** Begins a message: the header, whose length {@link #finish} fills in. */
    MessageBuffer start(int type) {
        Arrays.fill(content, 0, MARKER_BYTES, (byte) 0xff);
        size = MARKER_BYTES + 2;
        return put8(type);
    }

    int size() {
        return size;
    }

    MessageBuffer put8(int number) {
        content[size++] = (byte) number;
        return this;
    }

    MessageBuffer put16(int number) {
        return put8(number >>> 8).put8(number);
    }

    MessageBuffer put32(long number) {
        return put16((int) (number >>> 16)).put16((int) number);
    }

    MessageBuffer put64(long number) {
        return put32(number >>> 32).put32(number);
    }

    MessageBuffer put(Bytes bytes) {
        bytes.copyTo(content, size);
        size += bytes.length();
        return this;
    }

    /** The first {@code bytes} bytes of an address. */
    MessageBuffer put(IpAddress address, int bytes) {
        int all = address.family().bytes();
        for (int i = 0; i < bytes; i++) {
            int shift = (all - 1 - i) * 8;
            put8((int) (shift >= 64 ? address.high() >>> (shift - 64) : address.low() >>> shift));
        }
        return this;
    }

    /** How many bytes a prefix takes. */
    static int bytesOf(Prefix prefix) {
        return 1 + (prefix.length() + 7) / 8;
    }

    MessageBuffer put(Prefix prefix) {
        return put8(prefix.length()).put(prefix.address(), (prefix.length() + 7) / 8);
    }

    /** Overwrites two bytes that were left open. */
    void set16(int position, int number) {
        content[position] = (byte) (number >>> 8);
        content[position + 1] = (byte) number;
    }

    void set8(int position, int number) {
        content[position] = (byte) number;
    }

    /** Takes out the one byte at {@code position}. */
    void remove(int position) {
        System.arraycopy(content, position + 1, content, position, size - position - 1);
        size--;
    }

    /** The message, its length filled in. */
    Bytes finish() {
        set16(MARKER_BYTES, size);
        return Bytes.copyOf(content, 0, size);
    }

    /** What was put behind {@code position}; for parts that are not a message. */
    Bytes from(int position) {
        return Bytes.copyOf(content, position, size - position);
    }
}
