package metallb.adapters.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import metallb.domain.net.Bytes;

/** What a link was given to send and its socket did not take yet. */
final class WriteQueue {
    /** The sender's credit, as the port's contract has it. */
    static final int LIMIT = 65_536;

    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    /** So many bytes of the first one are gone already. */
    private int offset;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** @throws IllegalStateException over the limit: the sender broke the contract */
    void add(Bytes bytes) {
        if (bytes.length() > LIMIT - size) {
            throw new IllegalStateException(bytes.length() + " bytes on top of " + size + " waiting ones are over the "
                    + LIMIT + " that a link may have");
        }
        if (!bytes.isEmpty()) {
            waiting.add(bytes.toArray());
            size += bytes.length();
        }
    }

    /**
     * Writes what the channel takes, many small messages in one call.
     *
     * @param buffer for the time of this call; holds at least the limit
     * @return how many bytes went
     */
    int writeTo(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
        if (isEmpty()) {
            return 0;
        }
        buffer.clear();
        int from = offset;
        for (byte[] bytes : waiting) {
            buffer.put(bytes, from, bytes.length - from);
            from = 0;
        }
        int written = channel.write(buffer.flip());
        forget(written);
        return written;
    }

    void clear() {
        waiting.clear();
        offset = 0;
        size = 0;
    }

    private void forget(int written) {
        size -= written;
        offset += written;
        while (!waiting.isEmpty() && offset >= waiting.element().length) {
            offset -= waiting.remove().length;
        }
    }
}
