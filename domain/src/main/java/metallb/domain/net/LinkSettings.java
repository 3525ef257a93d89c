package metallb.domain.net;

import java.util.Objects;
import java.util.Optional;

/**
 * How a connection is to be opened.
 *
 * @param remote where to
 * @param source the local address to bind first; empty lets the kernel choose
 */
public record LinkSettings(AddressPort remote, Optional<IpAddress> source) {
    public LinkSettings {
        Objects.requireNonNull(remote, "remote");
        Objects.requireNonNull(source, "source");
    }
}
