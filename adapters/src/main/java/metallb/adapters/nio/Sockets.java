package metallb.adapters.nio;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
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

    /** @throws IOException where this machine has no such network interface */
    static InetSocketAddress socketAddress(AddressPort end) throws IOException {
        byte[] bytes = end.address().toBytes().toArray();
        // by its own factory, because InetAddress turns ::ffff:a.b.c.d into an IPv4 address
        InetAddress address = end.address().isIpv4()
                ? InetAddress.getByAddress(bytes)
                : Inet6Address.getByAddress(null, bytes, scope(end.zone()));
        return new InetSocketAddress(address, end.port());
    }

    /** The kernel's number of a zone; -1 for none. */
    private static int scope(String zone) throws IOException {
        if (zone.isEmpty()) {
            return -1;
        }
        NetworkInterface named = NetworkInterface.getByName(zone);
        if (named != null) {
            return named.getIndex();
        }
        if (zone.matches("[1-9][0-9]{0,8}")) {
            return Integer.parseInt(zone);
        }
        throw new IOException("there is no network interface " + zone);
    }

    static AddressPort addressPort(SocketAddress end) throws IOException {
        InetSocketAddress socket = (InetSocketAddress) end;
        IpAddress address = IpAddress.ofBytes(Bytes.copyOf(socket.getAddress().getAddress()));
        return new AddressPort(address, address.isLinkLocal() ? zone((Inet6Address) socket.getAddress()) : "",
                socket.getPort());
    }

    private static String zone(Inet6Address address) throws IOException {
        NetworkInterface known = NetworkInterface.getByIndex(address.getScopeId());
        return known == null ? String.valueOf(address.getScopeId()) : known.getName();
    }

    /** Whether both mean one network interface, each by its name or number. */
    static boolean isSameZone(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        try {
            return !one.isEmpty() && !other.isEmpty() && scope(one) == scope(other);
        } catch (IOException _) {
            return false;
        }
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
