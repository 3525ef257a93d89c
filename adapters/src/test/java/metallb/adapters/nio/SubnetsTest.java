package metallb.adapters.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet6Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Bytes;
import metallb.domain.net.IpAddress;
import metallb.domain.net.LinkEnds;
import org.junit.jupiter.api.Test;

/** With the network interfaces of this machine. */
class SubnetsTest {
    private static final IpAddress ELSEWHERE = IpAddress.of("2001:db8:ffff::1");

    private static Optional<IpAddress> linkLocal(String local, String remote) {
        return linkLocal(IpAddress.of(local), IpAddress.of(remote));
    }

    private static Optional<IpAddress> linkLocal(IpAddress local, IpAddress remote) {
        return Subnets.ends(new AddressPort(local, 40000), new AddressPort(remote, 179)).linkLocal();
    }

    private static IpAddress ipAddress(InterfaceAddress address) {
        return IpAddress.ofBytes(Bytes.copyOf(address.getAddress().getAddress()));
    }

    private static List<InterfaceAddress> ipv6(NetworkInterface of, Predicate<Inet6Address> which) {
        return of.getInterfaceAddresses().stream()
                .filter(each -> each.getAddress() instanceof Inet6Address address && which.test(address)).toList();
    }

    @Test
    void anIpv4OrLoopbackSessionSharesNoLink() {
        assertEquals(Optional.empty(), linkLocal("127.0.0.1", "127.0.0.2"));
        assertEquals(Optional.empty(), linkLocal("::1", "::1"));
        assertEquals(Optional.empty(), linkLocal("::1", "2001:db8::1"));
        assertEquals(Optional.empty(), linkLocal("2001:db8:ffff::2", "2001:db8:ffff::1"), "an address of nobody here");
    }

    @Test
    void aNeighbourInTheSubnetOfOurEndSharesTheLinkAndOneElsewhereDoesNot() throws SocketException {
        Optional<NetworkInterface> both = NetworkInterface.networkInterfaces()
                .filter(each -> !ipv6(each, Inet6Address::isLinkLocalAddress).isEmpty()
                        && !ipv6(each, address -> !address.isLinkLocalAddress()).isEmpty()).findFirst();
        assumeTrue(both.isPresent(), "an interface has a global and a link-local address");
        InterfaceAddress own = ipv6(both.get(), address -> !address.isLinkLocalAddress()).getFirst();
        IpAddress local = ipAddress(own);
        IpAddress neighbour = local.masked(own.getNetworkPrefixLength());
        IpAddress linkLocal = ipv6(both.get(), Inet6Address::isLinkLocalAddress).stream().map(SubnetsTest::ipAddress)
                .sorted().findFirst().orElseThrow();
        assertEquals(Optional.of(linkLocal), linkLocal(local, neighbour));
        assertEquals(Optional.empty(), linkLocal(local, ELSEWHERE));
        assertEquals(LinkEnds.of(new AddressPort(linkLocal, both.get().getName(), 40000), new AddressPort(neighbour, 179)),
                Subnets.ends(new AddressPort(linkLocal, both.get().getName(), 40000), new AddressPort(neighbour, 179)));
    }
}
