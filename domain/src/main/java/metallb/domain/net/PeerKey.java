package metallb.domain.net;

import java.util.Objects;

/**
 * Who calls from there must sign every segment with this password (TCP-MD5, RFC 2385).
 *
 * @param from one address, or a network of them
 */
public record PeerKey(Prefix from, Secret password) {
    public PeerKey {
        Objects.requireNonNull(from, "from");
        if (!password.isKey()) {
            throw new IllegalArgumentException("a password that is no key: empty, or too long");
        }
    }
}
