package metallb.adapters.nio;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.Optional;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;

/** Which neighbours this machine has on its network interfaces. */
final class Subnets {
    private Subnets() {}

    /** Both ends of a connection, with what the interface of ours tells of them now. */
    static LinkEnds ends(AddressPort local, AddressPort remote) {
        if (local.address().isIpv4() || local.address().isLinkLocal()) {
            return LinkEnds.of(local, remote);
        }
        try {
            return new LinkEnds(local, remote, linkLocal(local, remote));
        } catch (IOException _) {
            // an interface that goes away just now; the session works without
            return LinkEnds.of(local, remote);
        }
    }

    private static Optional<IpAddress> linkLocal(AddressPort local, AddressPort remote) throws IOException {
        InetAddress address = Sockets.socketAddress(local).getAddress();
        NetworkInterface own = NetworkInterface.getByInetAddress(address);
        boolean shared = own != null && own.getInterfaceAddresses().stream()
                .anyMatch(each -> each.getAddress().equals(address) && holds(each, remote.address()));
        return shared ? linkLocal(own) : Optional.empty();
    }

    private static boolean holds(InterfaceAddress own, IpAddress remote) {
        int bits = own.getNetworkPrefixLength();
        return ipAddress(own.getAddress()).masked(bits).equals(remote.masked(bits));
    }

    private static Optional<IpAddress> linkLocal(NetworkInterface own) {
        return own.inetAddresses().filter(address -> address instanceof Inet6Address && address.isLinkLocalAddress())
                .map(Subnets::ipAddress).sorted().findFirst();
    }

    private static IpAddress ipAddress(InetAddress address) {
        return IpAddress.ofBytes(Bytes.copyOf(address.getAddress()));
    }
}
