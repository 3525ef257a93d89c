package metallb.domain.config;

import java.util.Objects;
import java.util.Optional;
import metallb.domain.net.HopLimit;
import metallb.domain.net.IpAddress;

/**
 * How the connection with a router is made.
 *
 * @param source the local address to connect from, of the router's family; empty lets the kernel choose
 * @param authentication the key of the TCP MD5 signatures; empty for none
 * @param passive waits for the router to connect, and never dials
 */
public record PeerLink(Optional<IpAddress> source, Optional<Authentication> authentication, HopLimit hopLimit,
        boolean passive) {
    public static final PeerLink PLAIN =
            new PeerLink(Optional.empty(), Optional.empty(), new HopLimit.OfTheKernel(), false);

    public PeerLink {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(authentication, "authentication");
        Objects.requireNonNull(hopLimit, "hopLimit");
    }
}
