package metallb.adapters.fakerouter;

import java.util.ArrayDeque;
import metallb.domain.net.Bytes;

/** Bytes in, the same bytes out, in other pieces. */
final class ByteQueue {
    private final ArrayDeque<Bytes> pieces = new ArrayDeque<>();
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(Bytes bytes) {
        if (!bytes.isEmpty()) {
            pieces.add(bytes);
            size += bytes.length();
        }
    }

    /** Removes and returns the first {@code length} bytes, which must be there. */
    Bytes take(int length) {
        byte[] taken = new byte[length];
        int filled = 0;
        while (filled < length) {
            Bytes piece = pieces.remove();
            int part = Math.min(piece.length(), length - filled);
            piece.slice(0, part).copyTo(taken, filled);
            filled += part;
            if (part < piece.length()) {
                pieces.addFirst(piece.slice(part, piece.length() - part));
            }
        }
        size -= length;
        return Bytes.copyOf(taken);
    }

    void clear() {
        pieces.clear();
        size = 0;
    }
}
