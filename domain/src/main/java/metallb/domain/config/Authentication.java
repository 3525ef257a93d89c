package metallb.domain.config;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import metallb.domain.net.Secret;

/** Where the key of a peer's TCP MD5 signatures (RFC 2385) comes from. */
public sealed interface Authentication {
    /** Linux takes no longer key (TCP_MD5SIG_MAXKEYLEN). */
    int MOST_BYTES = 80;

    /** It stands in the configuration: 1 to {@value #MOST_BYTES} bytes of UTF-8. */
    record Password(Secret secret) implements Authentication {
        public Password {
            int bytes = secret.reveal().getBytes(StandardCharsets.UTF_8).length;
            if (bytes < 1 || bytes > MOST_BYTES) {
                throw new IllegalArgumentException("a password of " + bytes + " bytes");
            }
        }
    }

    /**
     * It stands under key {@code password} of a Secret in our namespace.
     *
     * @param name of the Secret
     */
    record OfSecret(String name) implements Authentication {
        public OfSecret {
            Objects.requireNonNull(name, "name");
        }
    }
}
