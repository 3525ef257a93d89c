package metallb.adapters.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.NetworkChannel;
import java.time.Duration;
import java.util.Optional;
import metallb.domain.net.Family;
import metallb.domain.net.PeerKey;
import metallb.domain.net.Prefix;
import metallb.domain.net.SignatureFaults;
import metallb.ports.transport.SocketOptions;

/** Socket options by setsockopt(2). No privilege is needed for any of them. */
public final class LinuxSocketOptions implements SocketOptions {
    private static final int SOL_SOCKET = 1;
    private static final int SO_DOMAIN = 39;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_USER_TIMEOUT = 18;
    /** Since Linux 4.2, as is {@link #TCP_SAVED_SYN}. */
    private static final int TCP_SAVE_SYN = 27;
    private static final int TCP_SAVED_SYN = 28;
    /** The one that takes prefixes, since Linux 4.13. */
    private static final int TCP_MD5SIG_EXT = 32;

    private final Libc libc;
    private final Descriptors descriptors;

    private LinuxSocketOptions(Libc libc, Descriptors descriptors) {
        this.libc = libc;
        this.descriptors = descriptors;
    }

    /** Those of this machine; where it is no Linux, or the JVM does not let us, options that refuse and say why. */
    public static SocketOptions open() {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            return SocketOptions.unavailable("this needs Linux, and runs on " + system);
        }
        try {
            return new LinuxSocketOptions(Libc.open(), Descriptors.open());
        } catch (UnsupportedOperationException refusal) {
            return SocketOptions.unavailable(refusal.getMessage());
        }
    }

    @Override
    public void key(NetworkChannel channel, PeerKey key) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = descriptors.of(channel);
            MemorySegment struct = TcpMd5Key.of(key, inet(descriptor), arena);
            try {
                libc.setsockopt(descriptor, IPPROTO_TCP, TCP_MD5SIG_EXT, struct);
            } finally {
                struct.fill((byte) 0);
            }
        }
    }

    @Override
    public void noKey(NetworkChannel channel, Prefix from) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = descriptors.of(channel);
            libc.setsockopt(descriptor, IPPROTO_TCP, TCP_MD5SIG_EXT, TcpMd5Key.none(from, inet(descriptor), arena));
        }
    }

    @Override
    public void timeToLive(NetworkChannel channel, Family family, int hops) throws IOException {
        Inet inet = Inet.of(family);
        set(channel, inet.level(), inet.timeToLive(), hops);
    }

    @Override
    public void leastTimeToLive(NetworkChannel channel, Family family, int hops) throws IOException {
        Inet inet = Inet.of(family);
        set(channel, inet.level(), inet.leastTimeToLive(), hops);
    }

    @Override
    public void keepSyns(NetworkChannel server) throws IOException {
        set(server, IPPROTO_TCP, TCP_SAVE_SYN, 1);
    }

    @Override
    public int timeToLiveOfSyn(NetworkChannel accepted) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment headers = arena.allocate(SavedSyn.LONGEST);
            int length = libc.getsockopt(descriptors.of(accepted), IPPROTO_TCP, TCP_SAVED_SYN, headers);
            return SavedSyn.timeToLive(headers.asSlice(0, length));
        }
    }

    @Override
    public void userTimeout(NetworkChannel channel, Duration limit) throws IOException {
        set(channel, IPPROTO_TCP, TCP_USER_TIMEOUT, Math.toIntExact(limit.toMillis()));
    }

    @Override
    public Optional<SignatureFaults> signatureFaults() {
        return NetstatFile.OF_THIS_PROCESS.signatureFaults();
    }

    /** Of the socket itself: one of IPv6 may be connected over IPv4, and the channel's addresses are IPv4 ones then. */
    private Inet inet(int descriptor) throws IOException {
        return Inet.of((short) libc.getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN));
    }

    private void set(NetworkChannel channel, int level, int name, int value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            libc.setsockopt(descriptors.of(channel), level, name, arena.allocateFrom(ValueLayout.JAVA_INT, value));
        }
    }
}
