package metallb.adapters.nio;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.IpAddress;

/** Our words for addresses and the JDK's, and what else every socket here needs. */
final class Sockets {
    private Sockets() {}

    /** Channels are opened by family: an IPv4 link is then an IPv4 socket, and not IPv6 with mapped addresses. */
    static ProtocolFamily family(IpAddress address) {
        return switch (address.family()) {
            case IPV4 -> StandardProtocolFamily.INET;
            case IPV6 -> StandardProtocolFamily.INET6;
        };
    }

    static InetSocketAddress socketAddress(AddressPort end) {
        byte[] bytes = end.address().toBytes().toArray();
        try {
            // by its own factory, because InetAddress turns ::ffff:a.b.c.d into an IPv4 address
            InetAddress address = end.address().isIpv4()
                    ? InetAddress.getByAddress(bytes)
                    : Inet6Address.getByAddress(null, bytes, -1);
            return new InetSocketAddress(address, end.port());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(end + " has neither 4 nor 16 bytes", impossible);
        }
    }

    static AddressPort addressPort(SocketAddress end) {
        InetSocketAddress address = (InetSocketAddress) end;
        return new AddressPort(IpAddress.ofBytes(Bytes.copyOf(address.getAddress().getAddress())), address.getPort());
    }

    /** What went wrong, for people: the kernel's words where there are any. */
    static String words(Exception failure) {
        return failure instanceof IOException && failure.getMessage() != null
                ? failure.getMessage()
                : failure.toString();
    }

    /** For ends of which nothing more is expected, a failure to close included. */
    static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException _) {
            // the descriptor is gone either way
        }
    }
}
