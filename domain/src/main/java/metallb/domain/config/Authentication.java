package metallb.domain.config;

import java.util.Objects;
import metallb.domain.net.Secret;

/** Where the key of a peer's TCP MD5 signatures (RFC 2385) comes from. */
public sealed interface Authentication {
    /** It stands in the configuration: 1 to {@value Secret#LONGEST_KEY} bytes of UTF-8. */
    record Password(Secret secret) implements Authentication {
        public Password {
            if (!secret.isKey()) {
                throw new IllegalArgumentException("a password that is no key");
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
