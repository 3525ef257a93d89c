package metallb.acceptance.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A router that reads and notes when each UPDATE came; it says a KEEPALIVE for each that it hears. */
final class ReadingRouter implements AutoCloseable {
    private static final byte[] OPEN = HexFormat.of().parseHex("ff".repeat(16) + "001d01" + "04" + "0064" + "005a" + "0a090001"
            + "00");
    private static final byte[] KEEPALIVE = HexFormat.of().parseHex("ff".repeat(16) + "001304");
    private static final int HEADER = 19;
    private static final int UPDATE = 2;
    private static final int KEEPALIVE_TYPE = 4;

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final BlockingQueue<Long> updates = new ArrayBlockingQueue<>(100_000);
    private final AtomicInteger keepalives = new AtomicInteger();

    ReadingRouter() throws IOException {
        Thread.ofPlatform().name("router").daemon().start(this::run);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many KEEPALIVEs came, each of which was answered by another. */
    int keepalives() {
        return keepalives.get();
    }

    /** When the next UPDATE was read whole, in {@link System#nanoTime}. */
    long nextUpdate() throws InterruptedException {
        Long nanos = updates.poll(60, TimeUnit.SECONDS);
        if (nanos == null) {
            throw new IllegalStateException("no UPDATE within a minute");
        }
        return nanos;
    }

    /** Forgets the UPDATEs up to here, once none came for so long. */
    void awaitSilence(long millis) throws InterruptedException {
        while (updates.poll(millis, TimeUnit.MILLISECONDS) != null) {
            // one more
        }
    }

    private void run() {
        try (Socket socket = server.accept()) {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(OPEN);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] message = new byte[4096];
            while (true) {
                in.readFully(message, 0, HEADER);
                int length = (message[16] & 0xff) << 8 | message[17] & 0xff;
                in.readFully(message, HEADER, length - HEADER);
                if (message[18] == UPDATE) {
                    updates.add(System.nanoTime());
                } else if (message[18] == KEEPALIVE_TYPE) {
                    keepalives.incrementAndGet();
                    socket.getOutputStream().write(KEEPALIVE);
                }
            }
        } catch (IOException _) {
            // the speaker is gone
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
