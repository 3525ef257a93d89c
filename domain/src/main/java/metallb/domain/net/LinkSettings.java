package metallb.domain.net;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a connection is to be opened. What cannot be had of password and hop limit makes no connection at all.
 *
 * @param remote where to
 * @param source the local address to bind first; empty lets the kernel choose
 * @param password the key that signs every segment (TCP-MD5, RFC 2385); empty for none
 * @param hopLimit how far packets may go, and may have come
 * @param userTimeout how long sent bytes may stay unacknowledged or unsent before the kernel gives up (RFC 793 3.8), at
 *     least a millisecond; empty for the kernel's many minutes. Where it cannot be had, the link goes without
 */
public record LinkSettings(AddressPort remote, Optional<IpAddress> source, Optional<Secret> password,
        HopLimit hopLimit, Optional<Duration> userTimeout) {
    public LinkSettings {
        Objects.requireNonNull(remote, "remote");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(hopLimit, "hopLimit");
        if (password.isPresent() && !password.get().isKey()) {
            throw new IllegalArgumentException("a password that is no key: empty, or too long");
        }
        if (userTimeout.isPresent() && userTimeout.get().toMillis() < 1) {
            throw new IllegalArgumentException("user timeout " + userTimeout.get());
        }
    }

    /** Whether the other end has to prove who it is by what a socket demands of it. */
    public boolean demandsProof() {
        return password.isPresent() || hopLimit instanceof HopLimit.Secured;
    }

    /** The same without a password of its own. */
    public LinkSettings unsigned() {
        return new LinkSettings(remote, source, Optional.empty(), hopLimit, userTimeout);
    }

    /** A link like any other: no password, and the rest as the kernel has it. */
    public static LinkSettings plain(AddressPort remote, Optional<IpAddress> source) {
        return new LinkSettings(remote, source, Optional.empty(), new HopLimit.OfTheKernel(), Optional.empty());
    }
}
