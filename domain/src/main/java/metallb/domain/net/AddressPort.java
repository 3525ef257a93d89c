package metallb.domain.net;

import java.util.Objects;

/**
 * One end of a TCP connection.
 *
 * @param port 0 to 65535; 0 lets the kernel choose
 */
public record AddressPort(IpAddress address, int port) implements Comparable<AddressPort> {
    public AddressPort {
        Objects.requireNonNull(address, "address");
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port);
        }
    }

    @Override
    public int compareTo(AddressPort other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
    }

    /** {@code 10.0.0.1:179}, {@code [2001:db8::1]:179}. */
    @Override
    public String toString() {
        return (address.isIpv4() ? address.toString() : "[" + address + "]") + ":" + port;
    }
}
