package metallb.bootstrap.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.adapters.linux.LinuxSocketOptions;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.core.Expecting;
import metallb.domain.core.LinkEvent;
import metallb.domain.core.Refused;
import metallb.domain.core.TransportEvent;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.HopLimit;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;
import metallb.ports.transport.SocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * GTSM at our own port (RFC 5082): a caller who sends all it takes to have a session together with his handshake, before
 * anybody here knows of him, is read only if he is as near as he is to be.
 */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class FarCallersTest {
    private static final Bytes OPEN = MessageWriter.open(Message.Open.of(new Asn(100), 90, RouterId.of("10.0.0.1"),
            List.of()));
    private static final Bytes KEEPALIVE = MessageWriter.keepalive();

    private GatedTransport transport;

    private void start(SocketOptions options) throws IOException {
        transport = new GatedTransport(options);
    }

    @AfterEach
    void end() throws IOException {
        transport.close();
    }

    /** From now on nobody is accepted until the gate opens, and then this one, if he is so near. */
    private void expect(IpAddress caller, int hops) throws InterruptedException {
        transport.expect(new LinkSettings(new AddressPort(caller, 179), Optional.empty(), Optional.empty(),
                new HopLimit.Secured(hops), Optional.empty()));
        assertInstanceOf(Expecting.class, transport.next());
    }

    /** Connected by the kernel, and with OPEN and KEEPALIVE in the socket at our side. */
    private SocketChannel call(IpAddress from, int port, int timeToLive) throws IOException {
        SocketChannel caller = transport.caller(from);
        LinuxSocketOptions.open().timeToLive(caller, from.family(), timeToLive);
        caller.connect(new InetSocketAddress(InetAddress.getByName(from.toString()), port));
        caller.write(new ByteBuffer[] {ByteBuffer.wrap(OPEN.toArray()), ByteBuffer.wrap(KEEPALIVE.toArray())});
        return caller;
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 127.0.0.1, 1, 5, 255", "0.0.0.0, 127.0.0.1, 1, 254, 255", "0.0.0.0, 127.0.0.1, 4, 251, 252",
        "::, 127.0.0.1, 1, 254, 255", "::, ::1, 1, 254, 255", "::1, ::1, 254, 1, 2"})
    void readsOnlyACallerWhoIsAsNearAsExpected(String place, String address, int hops, int far, int near)
            throws Exception {
        IpAddress here = IpAddress.of(address);
        start(LinuxSocketOptions.open());
        int port = transport.listen(IpAddress.of(place));
        expect(here, hops);
        call(here, port, far);
        call(here, port, near);
        transport.openGate();
        Refused refused = assertInstanceOf(Refused.class, transport.next());
        assertEquals(here, refused.ends().remote().address());
        assertEquals(new AddressPort(here, port), refused.ends().local());
        assertEquals("it is farther away than ttl-security says: its first packet came with TTL " + far + ", and " + near
                + " is the least", refused.why());
        LinkId link = assertInstanceOf(LinkEvent.Accepted.class, transport.next()).link();
        assertEquals(new LinkEvent.Received(link, Bytes.ofHex(OPEN.toHex() + KEEPALIVE.toHex())), transport.next());
    }

    @Test
    void readsNothingThatComesFromFartherAwayLater() throws Exception {
        IpAddress here = IpAddress.of("127.0.0.1");
        start(LinuxSocketOptions.open());
        int port = transport.listen(here);
        expect(here, 1);
        SocketChannel moved = call(here, port, 255);
        SocketChannel near = call(here, port, 255);
        transport.openGate();
        Map<Integer, LinkId> links = new LinkedHashMap<>();
        int open = 0;
        while (open < 2) {
            TransportEvent event = transport.next();
            if (event instanceof LinkEvent.Accepted accepted) {
                links.put(accepted.ends().remote().port(), accepted.link());
            } else {
                transport.resume(assertInstanceOf(LinkEvent.Received.class, event).link());
                open++;
            }
        }
        LinuxSocketOptions.open().timeToLive(moved, Family.IPV4, 254);
        moved.write(ByteBuffer.wrap(new byte[] {1}));
        near.write(ByteBuffer.wrap(new byte[] {2}));
        assertEquals(new LinkEvent.Received(links.get(near.socket().getLocalPort()), Bytes.ofHex("02")), transport.next());
    }

    @Test
    void letsNobodyInWhoseDistanceCanNotBeSeen() throws Exception {
        IpAddress here = IpAddress.of("127.0.0.1");
        start(SocketOptions.unavailable("this needs Linux"));
        int port = transport.listen(here);
        expect(here, 1);
        call(here, port, 255);
        transport.openGate();
        assertEquals("ttl-security cannot be demanded of its first packet: this needs Linux",
                assertInstanceOf(Refused.class, transport.next()).why());
    }
}
