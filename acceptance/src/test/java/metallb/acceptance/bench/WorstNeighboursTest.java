package metallb.acceptance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A router that sends without end and one that never reads, beside one that behaves: with real sockets and the speaker as it
 * ships. No pause of its KEEPALIVEs may reach the hold time, and the usual one is theirs.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class WorstNeighboursTest {
    private static final int HOLD_SECONDS = 3;
    /** A third of the hold time, of which jitter takes up to a quarter; and half of it for a busy machine. */
    private static final Duration USUAL_PAUSE = Duration.ofMillis(1_500);
    /** Between KEEPALIVEs one second or less passes: two hold times, within the 20 s until the kernel gives the stuck one up. */
    private static final int PAUSES = 7;
    /** After so many pauses in which nothing more came to the stuck router its window counts as closed. */
    private static final int STANDSTILL = 2;
    private static final int MOST_PAUSES = 12;
    private static final int SERVICES = 2_000;
    private static final String MARKER = "ff".repeat(16);
    private static final byte[] OPEN = bytes(MARKER + "001d01" + "04" + "0064" + "0003" + "0a090001" + "00");
    private static final byte[] KEEPALIVE = bytes(MARKER + "001304");
    /** Withdraws 10.0.0.0/8. */
    private static final byte[] UPDATE = bytes(MARKER + "001902" + "0002" + "080a" + "0000");
    private static final byte[] REFRESH = bytes(MARKER + "001705" + "00010001");
    private static final int HEADER = 19;
    /** As /proc/net/tcp has them: a state, and where a line has the port of the receiver, when it is that of one of both. */
    private static final String ESTABLISHED = "01";
    private static final int RECEIVER = 1;
    private static final int SENDER = 2;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicLong flooded = new AtomicLong();

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
        sendForEver(session(stuck), REFRESH, new AtomicLong());
        awaitStandstill(healthy, stuck.getLocalPort());
        long unread = queue(stuck.getLocalPort(), RECEIVER);
        long floodBefore = flooded.get();
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < PAUSES; i++) {
            pauses.add(pause(healthy));
        }
        assertEquals(unread, queue(stuck.getLocalPort(), RECEIVER), "the window stayed closed");
        assertTrue(queue(stuck.getLocalPort(), SENDER) > 0, "and the stuck router was owed answers");
        assertTrue(flooded.get() - floodBefore > 1_000_000, "the flood was one: " + flooded);
        assertTrue(pauses.stream().sorted().toList().get(PAUSES / 2).compareTo(USUAL_PAUSE) < 0, pauses.toString());
    }

    /** Until nothing more comes to the router that never reads, though more was sent: its window is closed. */
    private static void awaitStandstill(Socket healthy, int stuck) throws IOException {
        long before = 0;
        for (int still = 0, pauses = 0; still < STANDSTILL; pauses++) {
            assertTrue(pauses < MOST_PAUSES, "something still gets into the socket of the router that never reads");
            pause(healthy);
            long unread = queue(stuck, RECEIVER);
            still = unread == before && queue(stuck, SENDER) > 0 ? still + 1 : 0;
            before = unread;
        }
    }

    /** Until the next KEEPALIVE, which is answered; a hold time without a message ends the test. */
    private static Duration pause(Socket healthy) throws IOException {
        long begin = System.nanoTime();
        DataInputStream in = new DataInputStream(healthy.getInputStream());
        int type = nextType(in);
        while (type != 4) {
            assertEquals(2, type);
            type = nextType(in);
        }
        healthy.getOutputStream().write(KEEPALIVE);
        Duration pause = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(pause.compareTo(Duration.ofSeconds(HOLD_SECONDS)) < 0, "a KEEPALIVE after " + pause);
        return pause;
    }

    /** What the kernel holds for that port's connection, in bytes: sent to it and not acknowledged, or come there and not read. */
    private static long queue(int port, int end) throws IOException {
        String there = ":%04X".formatted(port);
        for (String line : Files.readAllLines(Path.of("/proc/net/tcp"))) {
            String[] words = line.strip().split(" +");
            if (words[end].endsWith(there) && words[3].equals(ESTABLISHED)) {
                return Long.parseLong(words[4].split(":")[end == SENDER ? 0 : 1], 16);
            }
        }
        return 0;
    }
}
