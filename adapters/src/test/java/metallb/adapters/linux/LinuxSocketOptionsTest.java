package metallb.adapters.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import metallb.domain.net.Family;
import metallb.domain.net.PeerKey;
import metallb.domain.net.Prefix;
import metallb.domain.net.Secret;
import metallb.ports.transport.SocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the kernel itself, over its loopback interface. */
@EnabledOnOs(OS.LINUX)
class LinuxSocketOptionsTest {
    private static final Secret RIGHT = Secret.of("hush");
    private static final int PATIENCE_MILLIS = 300;

    private final SocketOptions options = assertInstanceOf(LinuxSocketOptions.class, LinuxSocketOptions.open());

    private static ProtocolFamily family(InetAddress address) {
        return address.getAddress().length == 4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    /** One end that demands a password from the network, the other with one of its own or none. */
    private boolean connects(String place, String network, String demanded, String given) throws IOException {
        InetAddress address = InetAddress.getByName(place);
        try (ServerSocketChannel server = ServerSocketChannel.open(family(address));
                SocketChannel client = SocketChannel.open(family(address))) {
            if (!demanded.isEmpty()) {
                options.key(server, new PeerKey(Prefix.of(network), Secret.of(demanded)));
            }
            server.bind(new InetSocketAddress(address, 0));
            if (!given.isEmpty()) {
                options.key(client, new PeerKey(Prefix.of(network), Secret.of(given)));
            }
            client.socket().connect(server.getLocalAddress(), PATIENCE_MILLIS);
            return true;
        } catch (SocketTimeoutException silence) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1/32", "127.0.0.1, 127.0.0.0/8", "127.0.0.1, 0.0.0.0/0",
        "::1, ::1/128", "::1, ::/0"})
    void connectsWithTheSamePasswordOnly(String place, String network) throws IOException {
        assertTrue(connects(place, network, "hush", "hush"), "the same");
        assertEquals(false, connects(place, network, "hush", "Hush"), "another");
        assertEquals(false, connects(place, network, "hush", "hus"), "its beginning");
        assertEquals(false, connects(place, network, "hush", ""), "none where one is demanded");
        assertEquals(false, connects(place, network, "", "hush"), "one where none is known");
        String longest = "0123456789".repeat(8);
        assertTrue(connects(place, network, longest, longest), "80 bytes");
        assertEquals(false, connects(place, network, longest, longest.substring(1)), "79 of them");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, IPV4", "::1, IPV6"})
    void dropsWhatComesFromTooFar(String place, Family family) throws IOException {
        assertTrue(connectsOverHops(place, family, 255, 255));
        assertTrue(connectsOverHops(place, family, 254, 254));
        assertEquals(false, connectsOverHops(place, family, 254, 255));
        assertEquals(false, connectsOverHops(place, family, 1, 2));
    }

    private boolean connectsOverHops(String place, Family family, int left, int least) throws IOException {
        InetAddress address = InetAddress.getByName(place);
        try (ServerSocketChannel server = ServerSocketChannel.open(family(address));
                SocketChannel client = SocketChannel.open(family(address))) {
            options.leastTimeToLive(server, family, least);
            server.bind(new InetSocketAddress(address, 0));
            options.timeToLive(client, family, left);
            client.socket().connect(server.getLocalAddress(), PATIENCE_MILLIS);
            return true;
        } catch (SocketTimeoutException silence) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1, IPV4", "::1, ::1, IPV6", "::, ::1, IPV6", "::, 127.0.0.1, IPV4"})
    void saysOnceWhatTheFirstPacketOfACallerArrivedWith(String place, String from, Family family) throws IOException {
        String forgotten = "the kernel kept no SYN of it, as while it answers a flood of them with cookies";
        try (ServerSocketChannel server = ServerSocketChannel.open(family(InetAddress.getByName(place)))) {
            server.bind(new InetSocketAddress(place, 0));
            for (int left : List.of(1, 5, 64, 254, 255)) {
                options.keepSyns(server);
                try (SocketChannel caller = SocketChannel.open()) {
                    options.timeToLive(caller, family, left);
                    caller.connect(new InetSocketAddress(from, server.socket().getLocalPort()));
                    SocketChannel accepted = server.accept();
                    assertEquals(left, options.timeToLiveOfSyn(accepted));
                    assertEquals(forgotten, assertThrows(IOException.class,
                            () -> options.timeToLiveOfSyn(accepted)).getMessage());
                    accepted.close();
                }
            }
        }
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                SocketChannel caller = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = server.accept()) {
            assertTrue(caller.isConnected());
            assertEquals(forgotten, assertThrows(IOException.class,
                    () -> options.timeToLiveOfSyn(accepted)).getMessage(), "nobody asked for it to be kept");
        }
    }

    @Test
    void saysWhatTheKernelSays() throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET)) {
            assertEquals("Invalid argument (errno 22)",
                    assertThrows(IOException.class, () -> options.timeToLive(channel, Family.IPV4, 256)).getMessage());
            PeerKey otherFamily = new PeerKey(Prefix.of("2001:db8::1/128"), RIGHT);
            assertEquals("Invalid argument (errno 22)",
                    assertThrows(IOException.class, () -> options.key(channel, otherFamily)).getMessage());
        }
        SocketChannel closed = SocketChannel.open(StandardProtocolFamily.INET);
        closed.close();
        assertEquals("Bad file descriptor (errno 9)",
                assertThrows(IOException.class, () -> options.timeToLive(closed, Family.IPV4, 1)).getMessage());
    }

    @Test
    void givesUpOnOneWhoTakesNothing() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                SocketChannel client = SocketChannel.open()) {
            options.userTimeout(client, Duration.ofMillis(400));
            client.connect(server.getLocalAddress());
            SocketChannel silent = server.accept();
            IOException lost = assertThrows(IOException.class, () -> {
                while (true) {
                    client.write(ByteBuffer.allocate(1 << 20));
                }
            });
            assertEquals("Connection timed out", lost.getMessage());
            silent.close();
        }
    }

    @Test
    void keyIsLaidOutAsTheKernelHasIt() {
        assertEquals(216, TcpMd5Key.LAYOUT.byteSize());
    }
}
