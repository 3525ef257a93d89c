package metallb.bootstrap.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import metallb.adapters.linux.LinuxSocketOptions;
import metallb.domain.core.Expecting;
import metallb.domain.core.LinkEvent;
import metallb.domain.net.AddressPort;
import metallb.domain.net.HopLimit;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;
import metallb.domain.net.PeerKey;
import metallb.domain.net.Prefix;
import metallb.domain.net.Secret;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routers that call before another password, or one at all, is demanded of them, and wait in the kernel to be accepted. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class EarlyCallersTest {
    private static final IpAddress HERE = IpAddress.of("127.0.0.1");

    /** Signed with the key that nobody told him of, the end of his connection would be dropped by his kernel. */
    @ParameterizedTest
    @CsvSource({"''", "hush"})
    void hearsTheEndOfTheConnectionThoughAnotherPasswordIsDemandedSince(String before) throws Exception {
        Optional<Secret> password = Optional.of(before).filter(text -> !text.isEmpty()).map(Secret::of);
        try (GatedTransport transport = new GatedTransport(LinuxSocketOptions.open())) {
            int port = transport.listen(HERE);
            transport.expect(router(password));
            assertInstanceOf(Expecting.class, transport.next());
            SocketChannel caller = transport.caller(HERE);
            if (password.isPresent()) {
                LinuxSocketOptions.open().key(caller, new PeerKey(Prefix.of(HERE), password.get()));
            }
            caller.connect(new InetSocketAddress(InetAddress.getByName(HERE.toString()), port));
            transport.expect(router(Optional.of(Secret.of("Hush"))));
            transport.openGate();
            LinkId link = assertInstanceOf(LinkEvent.Accepted.class, transport.next()).link();
            assertInstanceOf(Expecting.class, transport.next());
            transport.close(link);
            caller.socket().setSoTimeout(10_000);
            assertEquals(-1, caller.socket().getInputStream().read());
        }
    }

    private static LinkSettings router(Optional<Secret> password) {
        return new LinkSettings(new AddressPort(HERE, 179), Optional.empty(), password, new HopLimit.OfTheKernel(),
                Optional.empty());
    }
}
