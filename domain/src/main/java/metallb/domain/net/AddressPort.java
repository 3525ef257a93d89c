package metallb.domain.net;

import java.util.Objects;

/**
 * One end of a TCP connection.
 *
 * @param zone the network interface that a link-local address belongs to, by name or number (RFC 4007 11); empty for all
 *     other addresses, and where it is not known
 * @param port 0 to 65535; 0 lets the kernel choose
 */
public record AddressPort(IpAddress address, String zone, int port) implements Comparable<AddressPort> {
    public AddressPort {
        Objects.requireNonNull(address, "address");
        if (!zone.isEmpty() && !(address.isLinkLocal() && isZone(zone))) {
            throw new IllegalArgumentException("zone " + zone + " of " + address);
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port);
        }
    }

    public AddressPort(IpAddress address, int port) {
        this(address, "", port);
    }

    /** The same host, whatever port is meant: a link-local address is another one in each zone. */
    public AddressPort atAnyPort() {
        return new AddressPort(address, zone, 0);
    }

    /** Whether a network interface can have that name: Linux gives them 15 bytes, no blank and no slash. */
    public static boolean isZone(String text) {
        return text.matches("[!-~&&[^/%]]{1,15}");
    }

    @Override
    public int compareTo(AddressPort other) {
        int byAddress = address.compareTo(other.address);
        if (byAddress != 0) {
            return byAddress;
        }
        int byZone = zone.compareTo(other.zone);
        return byZone != 0 ? byZone : Integer.compare(port, other.port);
    }

    /** {@code 10.0.0.1:179}, {@code [2001:db8::1]:179}, {@code [fe80::1%eth0]:179}. */
    @Override
    public String toString() {
        return (address.isIpv4() ? address.toString() : "[" + address + (zone.isEmpty() ? "" : "%" + zone) + "]") + ":"
                + port;
    }
}
