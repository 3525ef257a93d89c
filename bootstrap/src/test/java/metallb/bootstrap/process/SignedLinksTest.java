package metallb.bootstrap.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import metallb.adapters.linux.LinuxSocketOptions;
import metallb.adapters.nio.NioTransport;
import metallb.domain.core.LinkEvent;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.HopLimit;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.PeerKey;
import metallb.domain.net.Prefix;
import metallb.domain.net.Secret;
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

    private final LinkedBlockingQueue<LinkEvent> heard = new LinkedBlockingQueue<>();
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

    private LinkEvent next() throws InterruptedException {
        LinkEvent event = heard.poll(10, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing happened within 10 s");
        }
        return event;
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
                case LinkEvent.Accepted(LinkId link, AddressPort _, AddressPort _) -> accepted = Optional.of(link);
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
        AddressPort place = start().listen(new AddressPort(here, 0));
        transport.connect(LINK, new LinkSettings(place, Optional.of(here), Optional.empty(),
                new HopLimit.Secured(1), Optional.empty()));
        // what the listener answers has the kernel's 64 hops left, so the handshake is never done
        transport.connect(new LinkId(2), LinkSettings.plain(place, Optional.empty()));
        LinkEvent first = next();
        LinkEvent second = next();
        assertEquals(new LinkId(2), first instanceof LinkEvent.Up ? first.link() : second.link());
        transport.close(LINK);
        LinkEvent down = next();
        assertEquals(new LinkEvent.Down(LINK, "closed by this side"), down);
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
