package metallb.domain.bgp.wire;

import metallb.domain.net.Bytes;

/** Reads a part of an array in network order. Who reads asks {@link #remaining} first: running over the end is our error. */
final class Octets {
    private final byte[] source;
    private int position;
    private final int end;

    Octets(byte[] source, int from, int to) {
        this.source = source;
        this.position = from;
        this.end = to;
    }

    int remaining() {
        return end - position;
    }

    int next8() {
        if (position >= end) {
            throw new IllegalStateException("read over the end");
        }
        return source[position++] & 0xff;
    }

    /** The next byte, to be read again. */
    int peek8() {
        int next = next8();
        position--;
        return next;
    }

    int next16() {
        return next8() << 8 | next8();
    }

    long next32() {
        return (long) next16() << 16 | next16();
    }

    long next64() {
        return next32() << 32 | next32();
    }

    /** The next {@code length} bytes to be read on their own; this one goes on behind them. */
    Octets part(int length) {
        if (length > remaining()) {
            throw new IllegalStateException("read over the end");
        }
        position += length;
        return new Octets(source, position - length, position);
    }

    /** What is left, which is read by this. */
    Bytes rest() {
        Bytes rest = Bytes.copyOf(source, position, remaining());
        position = end;
        return rest;
    }

    /** The {@code length} bytes before the present position, to be read once more. */
    Octets before(int length) {
        return new Octets(source, position - length, position);
    }
}
