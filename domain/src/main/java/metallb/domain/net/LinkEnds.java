package metallb.domain.net;

import java.util.Objects;
import java.util.Optional;

/**
 * Both ends of a connection that stands.
 *
 * @param local ours
 * @param linkLocal our link-local address on the network interface of {@code local}, where {@code remote} is in the subnet
 *     that {@code local} has there; empty where it is not, or where that is not known
 */
public record LinkEnds(AddressPort local, AddressPort remote, Optional<IpAddress> linkLocal) {
    public LinkEnds {
        Objects.requireNonNull(local, "local");
        Objects.requireNonNull(remote, "remote");
        if (linkLocal.isPresent() && (local.address().isIpv4() || !linkLocal.get().isLinkLocal())) {
            throw new IllegalArgumentException(linkLocal.get() + " as our link-local address beside " + local);
        }
    }

    /** Of which no more is known. */
    public static LinkEnds of(AddressPort local, AddressPort remote) {
        return new LinkEnds(local, remote, Optional.empty());
    }
}
