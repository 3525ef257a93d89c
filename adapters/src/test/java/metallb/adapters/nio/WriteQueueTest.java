package metallb.adapters.nio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Random;
import metallb.domain.net.Bytes;
import org.junit.jupiter.api.Test;

class WriteQueueTest {
    private final ByteBuffer buffer = ByteBuffer.allocate(WriteQueue.LIMIT);

    @Test
    void writesEverythingOnceAndInOrderHoweverLittleTheChannelTakes() throws IOException {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            WriteQueue queue = new WriteQueue();
            Narrow channel = new Narrow(random);
            ByteArrayOutputStream given = new ByteArrayOutputStream();
            int written = 0;
            for (int step = 0; step < 300; step++) {
                byte[] bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
                queue.add(Bytes.copyOf(bytes));
                given.writeBytes(bytes);
                written += queue.writeTo(channel, buffer);
                assertEquals(written == given.size(), queue.isEmpty(), "seed " + seed);
            }
            while (!queue.isEmpty()) {
                written += queue.writeTo(channel, buffer);
            }
            assertEquals(given.size(), written, "seed " + seed);
            assertArrayEquals(given.toByteArray(), channel.taken.toByteArray(), "seed " + seed);
        }
    }

    @Test
    void holdsTheLimitAndNotOneByteMore() {
        WriteQueue queue = new WriteQueue();
        queue.add(Bytes.copyOf(new byte[WriteQueue.LIMIT]));
        queue.add(Bytes.EMPTY);
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> queue.add(Bytes.copyOf(new byte[1])));
        assertEquals("1 bytes on top of 65536 waiting ones are over the 65536 that a link may have",
                refusal.getMessage());
        queue.clear();
        assertTrue(queue.isEmpty());
    }

    /** Takes as little as it likes. */
    private static final class Narrow implements WritableByteChannel {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final Random random;

        Narrow(Random random) {
            this.random = random;
        }

        @Override
        public int write(ByteBuffer source) {
            byte[] bytes = new byte[random.nextInt(Math.min(50, source.remaining()) + 1)];
            source.get(bytes);
            taken.writeBytes(bytes);
            return bytes.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
