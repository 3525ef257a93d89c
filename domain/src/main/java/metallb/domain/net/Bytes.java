package metallb.domain.net;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** An immutable run of bytes that compares by content, so that records may carry bytes. */
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** A copy of {@code source}: what the caller does with its array later changes nothing here. */
    public static Bytes copyOf(byte[] source) {
        return source.length == 0 ? EMPTY : new Bytes(source.clone());
    }

    /** A copy of {@code length} bytes of {@code source} from {@code offset} on. */
    public static Bytes copyOf(byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length); // copyOfRange would fill up with zeros
        return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(source, offset, offset + length));
    }

    /** From hexadecimal digits; spaces and line breaks between them are passed over. */
    public static Bytes ofHex(String digits) {
        return copyOf(HexFormat.of().parseHex(digits.replaceAll("\\s", "")));
    }

    public int length() {
        return content.length;
    }

    public boolean isEmpty() {
        return content.length == 0;
    }

    /** The byte at {@code index} as a number from 0 to 255. */
    public int at(int index) {
        return content[index] & 0xff;
    }

    /** The two bytes at {@code index} as a number in network order, 0 to 65535. */
    public int unsigned16(int index) {
        return at(index) << 8 | at(index + 1);
    }

    /** The four bytes at {@code index} as a number in network order, 0 to 2^32 - 1. */
    public long unsigned32(int index) {
        return (long) unsigned16(index) << 16 | unsigned16(index + 2);
    }

    public Bytes slice(int offset, int length) {
        return copyOf(content, offset, length);
    }

    public byte[] toArray() {
        return content.clone();
    }

    /** Copies everything into {@code target} from {@code position} on. */
    public void copyTo(byte[] target, int position) {
        System.arraycopy(content, 0, target, position, content.length);
    }

    /** Copies {@code length} bytes from {@code offset} on into {@code target} from {@code position} on. */
    public void copyTo(int offset, byte[] target, int position, int length) {
        System.arraycopy(content, offset, target, position, length);
    }

    /** Lower-case hexadecimal digits without spaces. */
    public String toHex() {
        return HexFormat.of().formatHex(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
