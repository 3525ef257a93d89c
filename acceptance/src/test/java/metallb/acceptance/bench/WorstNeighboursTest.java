package metallb.acceptance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A router that sends without end and one that never reads, beside one that behaves: with real sockets and the speaker as it
 * ships. The only time that is asserted is the hold time itself.
 */
@Timeout(120)
class WorstNeighboursTest {
    private static final int HOLD_SECONDS = 3;
    /** One comes each second or sooner, so this is three hold times. */
    private static final int KEEPALIVES = 9;
    private static final int SERVICES = 2_000;
    private static final String MARKER = "ff".repeat(16);
    private static final byte[] OPEN = bytes(MARKER + "001d01" + "04" + "0064" + "0003" + "0a090001" + "00");
    private static final byte[] KEEPALIVE = bytes(MARKER + "001304");
    /** Withdraws 10.0.0.0/8. */
    private static final byte[] UPDATE = bytes(MARKER + "001902" + "0002" + "080a" + "0000");
    private static final byte[] REFRESH = bytes(MARKER + "001705" + "00010001");
    private static final int HEADER = 19;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicLong flooded = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private ServerSocket server() throws IOException {
        ServerSocket server = new ServerSocket();
        open.add(server);
        server.setReceiveBufferSize(4096);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        return server;
    }

    private static String peer(ServerSocket server) {
        return "- {peer-address: 127.0.0.1, peer-port: %d, peer-asn: 100, my-asn: 42, hold-time: %ds}%n"
                .formatted(server.getLocalPort(), HOLD_SECONDS);
    }

    /** Established, as far as this side can tell: their OPEN and first KEEPALIVE are read. */
    private Socket session(ServerSocket server) throws IOException {
        Socket socket = server.accept();
        open.add(socket);
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(OPEN);
        socket.getOutputStream().write(KEEPALIVE);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        assertEquals(1, nextType(in));
        assertEquals(4, nextType(in));
        return socket;
    }

    private static int nextType(DataInputStream in) throws IOException {
        byte[] header = new byte[HEADER];
        in.readFully(header);
        in.skipNBytes(((header[16] & 0xff) << 8 | header[17] & 0xff) - HEADER);
        return header[18];
    }

    /** Until the connection ends. */
    private static void sendForEver(Socket socket, byte[] message, AtomicLong count) {
        Thread.ofPlatform().daemon().start(() -> {
            byte[] many = new byte[message.length * 1_000];
            for (int at = 0; at < many.length; at += message.length) {
                System.arraycopy(message, 0, many, at, message.length);
            }
            try {
                while (true) {
                    socket.getOutputStream().write(many);
                    count.addAndGet(many.length);
                }
            } catch (IOException _) {
                // the end of it
            }
        });
    }

    @Test
    void aSessionOutlivesAFloodAndARouterThatNeverReads() throws Exception {
        ServerSocket good = server();
        ServerSocket flooding = server();
        ServerSocket stuck = server();
        open.add(0, new LiveSpeaker("peers:\n" + peer(good) + peer(flooding) + peer(stuck)
                + "address-pools:\n- {name: default, protocol: bgp, addresses: [10.128.0.0/16]}\n", SERVICES));
        Socket healthy = session(good);
        healthy.setSoTimeout(HOLD_SECONDS * 1_000);
        sendForEver(session(flooding), UPDATE, flooded);
        // each asks for everything once more, and nobody reads the answers
        sendForEver(session(stuck), REFRESH, asked);
        DataInputStream in = new DataInputStream(healthy.getInputStream());
        for (int keepalives = 0; keepalives < KEEPALIVES;) {
            int type = nextType(in);
            assertTrue(type == 2 || type == 4, "message of type " + type);
            if (type == 4) {
                keepalives++;
                healthy.getOutputStream().write(KEEPALIVE);
            }
        }
        assertTrue(flooded.get() > 1_000_000, "the flood was one: " + flooded);
        assertTrue(asked.get() > 0, "somebody asked without reading");
    }
}
