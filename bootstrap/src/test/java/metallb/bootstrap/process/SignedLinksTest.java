package metallb.bootstrap.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import metallb.adapters.linux.LinuxSocketOptions;
import metallb.adapters.nio.NioTransport;
import metallb.domain.core.Expecting;
import metallb.domain.core.FaultsCounted;
import metallb.domain.core.LinkEvent;
import metallb.domain.core.TransportEvent;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.Expectation;
import metallb.domain.net.HopLimit;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.PeerKey;
import metallb.domain.net.Prefix;
import metallb.domain.net.Secret;
import metallb.domain.net.SignatureFaults;
import metallb.ports.transport.SocketOptions;
import metallb.ports.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

/** The transport and Linux's socket options together, as the commands wire them. */
@EnabledOnOs(OS.LINUX)
class SignedLinksTest {
    private static final LinkId LINK = new LinkId(1);
    private static final Secret PASSWORD = Secret.of("hush");

    private final LinkedBlockingQueue<TransportEvent> heard = new LinkedBlockingQueue<>();
    private Transport transport;

    private Transport start() throws IOException {
        transport = NioTransport.start(new LinkInlet(heard::add), LinuxSocketOptions.open(), broken -> {
            throw new AssertionError(broken);
        });
        return transport;
    }

    @AfterEach
    void end() {
        if (transport != null) {
            transport.close();
        }
    }

    private TransportEvent anything() throws InterruptedException {
        TransportEvent event = heard.poll(10, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing happened within 10 s");
        }
        return event;
    }

    private LinkEvent next() throws InterruptedException {
        return assertInstanceOf(LinkEvent.class, anything());
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "::1"})
    void carriesBytesUnderAPasswordSecuredByHops(String address) throws Exception {
        IpAddress here = IpAddress.of(address);
        AddressPort place = start().listen(new AddressPort(here, 0), List.of(new PeerKey(Prefix.of(here), PASSWORD)));
        transport.connect(LINK, new LinkSettings(place, Optional.of(here), Optional.of(PASSWORD),
                new HopLimit.Sent(255), Optional.empty()));
        boolean up = false;
        Optional<LinkId> accepted = Optional.empty();
        while (!up || accepted.isEmpty()) {
            switch (next()) {
                case LinkEvent.Up _ -> up = true;
                case LinkEvent.Accepted(LinkId link, LinkEnds _) -> accepted = Optional.of(link);
                case LinkEvent other -> throw new AssertionError(other);
            }
        }
        transport.send(accepted.get(), Bytes.ofHex("cafe"));
        assertEquals(new LinkEvent.Drained(accepted.get(), 2), next());
        assertEquals(new LinkEvent.Received(LINK, Bytes.ofHex("cafe")), next());
    }

    @Test
    void dropsOneWhoIsFartherAwayThanSecured() throws Exception {
        IpAddress here = IpAddress.of("127.0.0.1");
        start();
        try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            AddressPort place = new AddressPort(here, server.getLocalPort());
            transport.connect(LINK, new LinkSettings(place, Optional.of(here), Optional.empty(),
                    new HopLimit.Secured(1), Optional.empty()));
            // what it answers has the kernel's 64 hops left, so the handshake is never done
            transport.connect(new LinkId(2), LinkSettings.plain(place, Optional.empty()));
            assertEquals(new LinkId(2), assertInstanceOf(LinkEvent.Up.class, next()).link());
            transport.close(LINK);
            assertEquals(new LinkEvent.Down(LINK, "closed by this side"), next());
        }
    }

    private static LinkSettings settings(AddressPort remote, IpAddress from, String password, HopLimit hops) {
        return new LinkSettings(remote, Optional.of(from), Optional.of(password).filter(text -> !text.isEmpty())
                .map(Secret::of), hops, Optional.empty());
    }

    private List<Expectation> expecting(LinkSettings... callers) throws InterruptedException {
        transport.expect(List.of(callers));
        return assertInstanceOf(Expecting.class, anything()).callers();
    }

    /** Nobody but the second of these two gets through; the first is still waiting when that one stands. */
    private void onlyTheSecondConnects(int first, LinkSettings silenced, LinkSettings heardOf) throws InterruptedException {
        transport.connect(new LinkId(first), silenced);
        transport.connect(new LinkId(first + 1), heardOf);
        List<LinkEvent> both = List.of(next(), next());
        assertEquals(1, both.stream().filter(event -> event.link().equals(new LinkId(first + 1))).count(), both.toString());
        assertEquals(1, both.stream().filter(LinkEvent.Accepted.class::isInstance).count(), both.toString());
        transport.close(new LinkId(first));
        LinkEvent last = next();
        // where the kernel counted what it dropped, that is said first
        assertEquals(new LinkEvent.Down(new LinkId(first), "closed by this side"),
                last instanceof LinkEvent.Suspected ? next() : last);
        // of the connections of one who is expected two may say nothing
        transport.close(new LinkId(first + 1));
        assertEquals(List.of(LinkEvent.Down.class, LinkEvent.Down.class), List.of(next().getClass(), next().getClass()));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "::1, ::1", "0.0.0.0, 127.0.0.1", "::, ::1", "::, 127.0.0.1"})
    void holdsCallersToThePasswordThatIsExpectedOfThemNow(String listening, String address) throws Exception {
        IpAddress here = IpAddress.of(address);
        AddressPort place = new AddressPort(here, start().listen(new AddressPort(IpAddress.of(listening), 0)).port());
        HopLimit any = new HopLimit.OfTheKernel();
        AddressPort router = new AddressPort(here, 179);
        LinkSettings plain = settings(place, here, "", any);
        LinkSettings hush = settings(place, here, "hush", any);
        LinkSettings other = settings(place, here, "Hush", any);
        LinkSettings expected = settings(router, here, "hush", any);
        assertEquals(List.of(new Expectation(expected, Optional.empty())), expecting(expected));
        onlyTheSecondConnects(1, plain, hush);
        onlyTheSecondConnects(3, other, hush);
        expecting(settings(router, here, "Hush", any));
        onlyTheSecondConnects(5, hush, other);
        assertEquals(List.of(), expecting());
        onlyTheSecondConnects(7, other, plain);
    }

    @Test
    void saysThatTwoRoutersOfOneLinkLocalAddressCanNotHaveTwoPasswords() throws Exception {
        IpAddress address = IpAddress.of("fe80::1");
        start().listen(new AddressPort(IpAddress.of("::"), 0));
        HopLimit any = new HopLimit.OfTheKernel();
        LinkSettings first = settings(new AddressPort(address, "eth0", 179), address, "hush", any);
        LinkSettings same = settings(new AddressPort(address, "eth1", 179), address, "hush", any);
        LinkSettings other = settings(new AddressPort(address, "eth2", 179), address, "Hush", any);
        LinkSettings none = settings(new AddressPort(address, "eth3", 179), address, "", any);
        Optional<String> why = Optional.of("the kernel keeps one password for fe80::1 on all interfaces, and"
                + " [fe80::1%eth0]:179 has another");
        assertEquals(List.of(new Expectation(first, Optional.empty()), new Expectation(same, Optional.empty()),
                new Expectation(other, why), new Expectation(none, why)), expecting(first, same, other, none));
    }

    @Test
    void namesTheInterfaceOfACallerAsItIsExpectedThere() throws Exception {
        Optional<AddressPort> own = linkLocal();
        assumeTrue(own.isPresent(), "this machine has a link-local address");
        AddressPort place = start().listen(new AddressPort(own.get().address(), own.get().zone(), 0));
        String number = String.valueOf(NetworkInterface.getByName(place.zone()).getIndex());
        for (String zone : List.of(place.zone(), number)) {
            AddressPort router = new AddressPort(place.address(), zone, 179);
            expecting(settings(router, place.address(), "", new HopLimit.OfTheKernel()));
            transport.connect(new LinkId(zone.equals(number) ? 2 : 1), LinkSettings.plain(place, Optional.empty()));
            List<LinkEvent> both = List.of(next(), next());
            assertEquals(List.of(zone), both.stream().filter(LinkEvent.Accepted.class::isInstance)
                    .map(event -> ((LinkEvent.Accepted) event).ends().remote().zone()).toList());
        }
    }

    private static Optional<AddressPort> linkLocal() throws SocketException {
        return NetworkInterface.networkInterfaces().flatMap(each -> each.inetAddresses()
                .filter(address -> address instanceof Inet6Address && address.isLinkLocalAddress())
                .map(address -> new AddressPort(IpAddress.ofBytes(Bytes.copyOf(address.getAddress())), each.getName(), 0)))
                .findFirst();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "::1, ::1", "0.0.0.0, 127.0.0.1", "::, ::1", "::, 127.0.0.1"})
    void holdsEverybodyToOnePassword(String listening, String address) throws Exception {
        IpAddress here = IpAddress.of(address);
        IpAddress place = IpAddress.of(listening);
        int port = start().listen(new AddressPort(place, 0), PeerKey.ofAllWhoReach(place, PASSWORD)).port();
        HopLimit any = new HopLimit.OfTheKernel();
        onlyTheSecondConnects(1, settings(new AddressPort(here, port), here, "", any),
                settings(new AddressPort(here, port), here, "hush", any));
    }

    /** One whom nobody configured anything for, connected from here, and the link that he is at our side. */
    private LinkId accepted(SocketChannel caller, AddressPort place) throws Exception {
        caller.connect(new InetSocketAddress(InetAddress.getByName(place.address().toString()), place.port()));
        return assertInstanceOf(LinkEvent.Accepted.class, next()).link();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "::1"})
    void sendsToACallerOverTheHopsThatAreConfigured(String address) throws Exception {
        IpAddress here = IpAddress.of(address);
        AddressPort place = start().listen(new AddressPort(here, 0));
        expecting(settings(new AddressPort(here, 179), here, "", new HopLimit.Sent(255)));
        try (SocketChannel caller = SocketChannel.open()) {
            LinkId link = accepted(caller, place);
            LinuxSocketOptions.open().leastTimeToLive(caller, here.family(), 255);
            transport.send(link, Bytes.ofHex("fa"));
            caller.socket().setSoTimeout(10_000);
            assertEquals(0xfa, caller.socket().getInputStream().read());
        }
    }

    @Test
    void givesUpOnACallerWhoTakesNothing() throws Exception {
        IpAddress here = IpAddress.of("127.0.0.1");
        AddressPort place = start().listen(new AddressPort(here, 0));
        expecting(new LinkSettings(new AddressPort(here, 179), Optional.empty(), Optional.empty(),
                new HopLimit.OfTheKernel(), Optional.of(Duration.ofMillis(400))));
        try (SocketChannel caller = SocketChannel.open()) {
            LinkId link = accepted(caller, place);
            Bytes chunk = Bytes.copyOf(new byte[65_536]);
            transport.send(link, chunk);
            LinkEvent event = next();
            while (event instanceof LinkEvent.Drained(LinkId _, int bytes)) {
                transport.send(link, chunk.slice(0, bytes));
                event = next();
            }
            assertEquals(new LinkEvent.Down(link, "Connection timed out"), event);
        }
    }

    @Test
    void letsInWhoHasNothingToProveWhereTheHopsCanNotBeHad() throws Exception {
        IpAddress here = IpAddress.of("127.0.0.1");
        transport = NioTransport.start(new LinkInlet(heard::add), SocketOptions.unavailable("this needs Linux"),
                broken -> {
                    throw new AssertionError(broken);
                });
        AddressPort place = transport.listen(new AddressPort(here, 0));
        expecting(settings(new AddressPort(here, 179), here, "", new HopLimit.Sent(255)));
        try (SocketChannel caller = SocketChannel.open()) {
            LinkId link = accepted(caller, place);
            caller.write(ByteBuffer.wrap(new byte[] {1}));
            assertEquals(new LinkEvent.Received(link, Bytes.ofHex("01")), next());
        }
    }

    private static SignatureFaults dropped() {
        return LinuxSocketOptions.open().signatureFaults().orElseThrow();
    }

    /** Until the kernel dropped more than at first, which other connections of this machine may make it do as well. */
    private static void awaitFaultsSince(SignatureFaults first) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (dropped().since(first).areNone()) {
            assertTrue(System.nanoTime() < deadline, "the kernel dropped nothing within 10 s");
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @CsvSource({"hush, signed with another password", "'', signed where no password is set"})
    void suspectsThePasswordOfARouterThatNeverAnsweredWhatWasSigned(String theirs, String fault) throws Exception {
        IpAddress here = IpAddress.of("127.0.0.1");
        AddressPort place = start().listen(new AddressPort(here, 0), Optional.of(theirs).filter(text -> !text.isEmpty())
                .map(text -> new PeerKey(Prefix.of(here), Secret.of(text))).stream().toList());
        SignatureFaults first = dropped();
        transport.connect(LINK, settings(place, here, "Hush", new HopLimit.OfTheKernel()));
        awaitFaultsSince(first);
        transport.close(LINK);
        String cause = assertInstanceOf(LinkEvent.Suspected.class, next()).cause();
        assertTrue(cause.matches("while connecting to " + place + " this machine dropped TCP segments, (.*, )?\\d+ " + fault
                + "(, .*)?: likely the router has another password for this node, or none"), cause);
        assertEquals(new LinkEvent.Down(LINK, "closed by this side"), next());
    }

    private SignatureFaults counted() throws InterruptedException {
        transport.countFaults();
        return assertInstanceOf(FaultsCounted.class, anything()).soFar().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"Hush, signed with another password", "'', unsigned"})
    void countsWhatACallerSentWhoIsNotHeardForHisPassword(String theirs, String fault) throws Exception {
        IpAddress here = IpAddress.of("127.0.0.1");
        AddressPort place = start().listen(new AddressPort(here, 0));
        expecting(settings(new AddressPort(here, 179), here, "hush", new HopLimit.OfTheKernel()));
        SignatureFaults first = counted();
        transport.connect(LINK, settings(place, here, theirs, new HopLimit.OfTheKernel()));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        String since = "";
        // other connections of this machine may be dropped for something else meanwhile
        while (!since.matches("(.*, )?\\d+ " + fault + "(, .*)?")) {
            assertTrue(System.nanoTime() < deadline, "within 10 s the kernel dropped only: " + since);
            since = counted().since(first).toString();
        }
    }

    @Test
    void saysWhyACallerCanNotBeHeldToAPassword() throws Exception {
        IpAddress here = IpAddress.of("127.0.0.1");
        IpAddress six = IpAddress.of("::1");
        HopLimit any = new HopLimit.OfTheKernel();
        LinkSettings expected = settings(new AddressPort(six, 179), six, "hush", any);
        start().listen(new AddressPort(here, 0));
        assertEquals(List.of(new Expectation(expected, Optional.of("nobody listens at an IPv6 address"))),
                expecting(expected));
        transport.close();
        transport = NioTransport.start(new LinkInlet(heard::add), SocketOptions.unavailable("this needs Linux"),
                broken -> {
                    throw new AssertionError(broken);
                });
        AddressPort place = transport.listen(new AddressPort(here, 0));
        LinkSettings signed = settings(new AddressPort(here, 179), here, "hush", any);
        assertEquals(List.of(new Expectation(signed, Optional.of("cannot demand a password from 127.0.0.1: this needs"
                + " Linux"))), expecting(signed));
        transport.connect(LINK, settings(place, here, "", any));
        List<LinkEvent> events = List.of(next(), next(), next());
        assertEquals(List.of("no connection without its password, which cannot be set: this needs Linux"),
                events.stream().filter(LinkEvent.Down.class::isInstance).map(event -> ((LinkEvent.Down) event).why())
                        .limit(1).toList());
    }

    @Test
    void readsAPasswordFromTheFirstLineOfAFile(@TempDir Path directory) throws IOException {
        PasswordFileConverter converter = new PasswordFileConverter();
        Path file = directory.resolve("password");
        Files.writeString(file, "hush\nand more\n");
        assertEquals("hush", converter.convert(file.toString()).reveal());
        Files.writeString(file, "\nhush");
        assertEquals("the first line of '" + file + "' is no password; wanted 1 to 80 bytes",
                assertThrows(TypeConversionException.class, () -> converter.convert(file.toString())).getMessage());
        Files.write(file, new byte[] {(byte) 0xff});
        assertEquals("cannot read '" + file + "': java.nio.charset.MalformedInputException: Input length = 1",
                assertThrows(TypeConversionException.class, () -> converter.convert(file.toString())).getMessage());
        Path nowhere = directory.resolve("nowhere");
        assertEquals("cannot read '" + nowhere + "': " + nowhere,
                assertThrows(TypeConversionException.class, () -> converter.convert(nowhere.toString())).getMessage());
    }
}
