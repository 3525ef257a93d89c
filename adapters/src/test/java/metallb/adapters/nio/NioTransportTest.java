package metallb.adapters.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import metallb.adapters.support.transporttest.Ear;
import metallb.adapters.support.transporttest.Heard;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.HopLimit;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.PeerKey;
import metallb.domain.net.Prefix;
import metallb.domain.net.Secret;
import metallb.ports.transport.SocketOptions;
import metallb.ports.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only real sockets can show: against plain sockets of the JDK that behave badly. */
class NioTransportTest {
    private static final AddressPort HERE = new AddressPort(IpAddress.of("127.0.0.1"), 0);
    private static final LinkId LINK = new LinkId(1);
    private static final SocketOptions OPTIONS = SocketOptions.unavailable("the test says no");

    private final Ear ear = new Ear();
    private final AtomicReference<Throwable> broken = new AtomicReference<>();
    private Transport transport;

    @AfterEach
    void end() {
        if (transport != null) {
            transport.close();
        }
    }

    @Test
    void saysThatTheOtherSideReset() throws IOException {
        transport = NioTransport.start(ear, OPTIONS, broken::set);
        AddressPort place = transport.listen(HERE);
        SocketChannel other = SocketChannel.open(socketAddress(place));
        LinkId link = accepted(1);
        reset(other);
        await(() -> ear.why(link).isPresent());
        assertEquals("Connection reset", ear.why(link).get());
    }

    @Test
    void handsOverTheOtherSidesLastWordsAfterAWriteFailed() throws IOException {
        transport = NioTransport.start(ear, OPTIONS, broken::set);
        AddressPort place = transport.listen(HERE);
        SocketChannel other = SocketChannel.open(socketAddress(place));
        LinkId link = accepted(1);
        other.write(ascii("a"));
        await(() -> ear.bytes(link).length == 1);
        other.write(ascii("last words"));
        reset(other);
        // muted, so that the reset is found by writing
        transport.send(link, Bytes.copyOf(new byte[19]));
        fence(place);
        assertEquals(Optional.empty(), ear.why(link));
        transport.resume(link);
        await(() -> ear.bytes(link).length == 11);
        transport.resume(link);
        await(() -> ear.why(link).isPresent());
        assertEquals("alast words", new String(ear.bytes(link), StandardCharsets.US_ASCII));
    }

    @Test
    void acceptsNoMoreThanItsBound() throws IOException {
        transport = NioTransport.start(ear, OPTIONS, broken::set, new Accepting(2, 2));
        AddressPort place = transport.listen(HERE);
        SocketChannel first = SocketChannel.open(socketAddress(place));
        SocketChannel second = SocketChannel.open(socketAddress(place));
        LinkId link = accepted(2);
        try (SocketChannel third = SocketChannel.open(socketAddress(place))) {
            assertEquals(-1, third.read(ByteBuffer.allocate(1)), "closed at once");
        }
        assertEquals(2, ear.accepted().size());
        second.close();
        await(() -> ear.why(link).isPresent());
        SocketChannel fourth = SocketChannel.open(socketAddress(place));
        assertEquals(new LinkId(-3), accepted(3));
        first.close();
        fourth.close();
    }

    @Test
    void connectsFromTheSourceItIsGiven() throws IOException {
        transport = NioTransport.start(ear, OPTIONS, broken::set);
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))) {
            AddressPort place = Sockets.addressPort(server.getLocalAddress());
            transport.connect(LINK, LinkSettings.plain(place, Optional.of(IpAddress.of("127.0.0.9"))));
            try (SocketChannel accepted = server.accept()) {
                AddressPort from = Sockets.addressPort(accepted.getRemoteAddress());
                assertEquals(IpAddress.of("127.0.0.9"), from.address());
                await(() -> !ear.of(LINK).isEmpty());
                assertEquals(List.of(new Heard.Up(LINK, from, place)), ear.of(LINK));
            }
        }
    }

    @Test
    void makesNoConnectionWithoutWhatTheOperatorTrustsIn() throws IOException {
        transport = NioTransport.start(ear, OPTIONS, broken::set);
        AddressPort place = transport.listen(HERE);
        assertRefused(1, "no connection without its password, which cannot be set: the test says no",
                new LinkSettings(place, Optional.empty(), Optional.of(Secret.of("hush")),
                        new HopLimit.OfTheKernel(), Optional.empty()));
        assertRefused(2, "no connection without TTL 1, which cannot be set: the test says no",
                new LinkSettings(place, Optional.empty(), Optional.empty(), new HopLimit.Sent(1), Optional.empty()));
        assertRefused(3, "no connection without TTL 255, which cannot be set: the test says no",
                new LinkSettings(place, Optional.empty(), Optional.empty(), new HopLimit.Secured(2),
                        Optional.empty()));
        fence(place);
        assertEquals(1, ear.accepted().size(), "the fence alone got through");
        PeerKey key = new PeerKey(Prefix.of("127.0.0.0/8"), Secret.of("hush"));
        IOException refusal = assertThrows(IOException.class, () -> transport.listen(HERE, List.of(key)));
        assertEquals("cannot listen on 127.0.0.1:0: cannot demand a password from 127.0.0.0/8: the test says no",
                refusal.getMessage());
    }

    private void assertRefused(int link, String why, LinkSettings settings) {
        transport.connect(new LinkId(link), settings);
        await(() -> ear.why(new LinkId(link)).isPresent());
        assertEquals(List.of(new Heard.Down(new LinkId(link), why)), ear.of(new LinkId(link)));
    }

    @Test
    void goesWithoutAUserTimeoutWhereThereIsNone() throws IOException {
        transport = NioTransport.start(ear, OPTIONS, broken::set);
        AddressPort place = transport.listen(HERE);
        transport.connect(LINK, new LinkSettings(place, Optional.empty(), Optional.empty(),
                new HopLimit.OfTheKernel(), Optional.of(Duration.ofSeconds(20))));
        await(() -> ear.accepted().size() == 1 && !ear.of(LINK, Heard.Up.class).isEmpty());
    }

    @Test
    void saysThatALinkLocalAddressHasNoInterface() throws IOException {
        transport = NioTransport.start(ear, OPTIONS, broken::set);
        assertRefused(1, "cannot connect to [fe80::1%nowhere0]:179: there is no network interface nowhere0",
                LinkSettings.plain(new AddressPort(IpAddress.of("fe80::1"), "nowhere0", 179), Optional.empty()));
    }

    @Test
    void closesWithoutResetThoughTheOtherSideKeepsTalking() throws IOException {
        transport = NioTransport.start(ear, OPTIONS, broken::set);
        AddressPort place = transport.listen(HERE);
        try (Socket other = new Socket("127.0.0.1", place.port())) {
            LinkId link = accepted(1);
            other.getOutputStream().write(new byte[200_000]);
            await(() -> ear.bytes(link).length > 0);
            transport.send(link, Bytes.copyOf("goodbye".getBytes(StandardCharsets.US_ASCII)));
            transport.close(link);
            // a close with input unread would make this read fail with a reset
            assertEquals("goodbye", new String(other.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            other.shutdownOutput();
            await(() -> ear.why(link).isPresent());
            assertEquals("closed by this side", ear.why(link).get());
        }
    }

    @Test
    void usingANumberTwiceBreaksTheTransportAloud() throws IOException {
        transport = NioTransport.start(ear, OPTIONS, broken::set);
        AddressPort place = transport.listen(HERE);
        transport.connect(LINK, LinkSettings.plain(place, Optional.empty()));
        await(() -> !ear.of(LINK).isEmpty());
        transport.connect(LINK, LinkSettings.plain(place, Optional.empty()));
        await(() -> broken.get() != null);
        assertEquals("java.lang.IllegalStateException: link 1 is connected already", broken.get().toString());
    }

    @Test
    void aListenerThatFailsLosesThatLinkAlone() throws IOException {
        Transport.Listener picky = new Picky(ear);
        transport = NioTransport.start(picky, OPTIONS, broken::set);
        AddressPort place = transport.listen(HERE);
        SocketChannel first = SocketChannel.open(socketAddress(place));
        LinkId link = accepted(1);
        first.write(ascii("bad"));
        await(() -> ear.why(link).isPresent());
        assertEquals("java.lang.IllegalStateException: I do not like 626164", ear.why(link).get());
        SocketChannel second = SocketChannel.open(socketAddress(place));
        LinkId next = accepted(2);
        second.write(ascii("good"));
        await(() -> ear.bytes(next).length == 4);
        assertNull(broken.get());
        first.close();
        second.close();
    }

    @Test
    void mayBeClosedByItsListener() throws IOException {
        AtomicReference<Transport> self = new AtomicReference<>();
        transport = NioTransport.start(new Picky(ear) {
            @Override
            public void accepted(LinkId link, LinkEnds ends) {
                self.get().close();
                super.accepted(link, ends);
            }
        }, OPTIONS, broken::set);
        self.set(transport);
        AddressPort place = transport.listen(HERE);
        try (SocketChannel other = SocketChannel.open(socketAddress(place))) {
            assertEquals(-1, other.read(ByteBuffer.allocate(1)));
        }
        assertEquals(1, ear.all().size());
    }

    /** A link of its own, there and back. */
    private void fence(AddressPort place) throws IOException {
        int before = ear.accepted().size();
        try (SocketChannel other = SocketChannel.open(socketAddress(place))) {
            LinkId link = accepted(before + 1);
            other.write(ascii("."));
            await(() -> ear.bytes(link).length == 1);
        }
    }

    private LinkId accepted(int count) {
        await(() -> ear.accepted().size() == count);
        return ear.accepted().getLast().link();
    }

    private void await(BooleanSupplier condition) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        boolean holds = condition.getAsBoolean();
        while (!holds && until - System.nanoTime() > 0) {
            try {
                ear.awaitMoreThan(ear.all().size(), TimeUnit.MILLISECONDS.toNanos(5));
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            holds = condition.getAsBoolean();
        }
        assertTrue(holds, () -> ear.all().toString());
    }

    private static void reset(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    private static InetSocketAddress socketAddress(AddressPort place) throws IOException {
        return Sockets.socketAddress(place);
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Throws at the word {@code bad}. */
    private static class Picky implements Transport.Listener {
        private final Ear ear;

        Picky(Ear ear) {
            this.ear = ear;
        }

        @Override
        public void accepted(LinkId link, LinkEnds ends) {
            ear.accepted(link, ends);
        }

        @Override
        public void up(LinkId link, LinkEnds ends) {
            ear.up(link, ends);
        }

        @Override
        public void received(LinkId link, Bytes chunk) {
            if (chunk.toHex().equals("626164")) {
                throw new IllegalStateException("I do not like " + chunk);
            }
            ear.received(link, chunk);
        }

        @Override
        public void probed(LinkId link) {
            ear.probed(link);
        }

        @Override
        public void drained(LinkId link, int bytes) {
            ear.drained(link, bytes);
        }

        @Override
        public void suspected(LinkId link, String cause) {
            ear.suspected(link, cause);
        }

        @Override
        public void down(LinkId link, String why) {
            ear.down(link, why);
        }
    }
}
