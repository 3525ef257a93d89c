package metallb.domain.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import metallb.domain.net.Bytes;
import metallb.domain.net.Secret;

/**
 * A Secret of our own namespace, as far as a peer's password may come from it. Labels and annotations are not kept:
 * {@code kubectl apply} writes all that was applied into one, the password too.
 */
public record PasswordSecret(ObjectMeta meta, Content content) implements ClusterObject {
    /** The type that a Secret with a password must have, as MetalLB wants it. */
    public static final String TYPE = "kubernetes.io/basic-auth";
    /** The data key that the password stands under. */
    public static final String KEY = "password";

    /** Longer types are not shown. */
    private static final int LONGEST_TYPE = 100;
    private static final String WANTED = "; expected 1 to " + Secret.LONGEST_KEY + " bytes of UTF-8 there";

    public PasswordSecret {
        Objects.requireNonNull(content, "content");
        meta = new ObjectMeta(meta.key(), meta.uid(), meta.version(), meta.created(), Collections.emptyMap(),
                Collections.emptyMap());
    }

    @Override
    public Kind kind() {
        return Kind.SECRET;
    }

    /** What of a Secret concerns us. */
    public sealed interface Content {
        /** The password of a connection: 1 to {@value Secret#LONGEST_KEY} bytes. */
        record Password(Secret secret) implements Content {
            public Password {
                if (!secret.isKey()) {
                    throw new IllegalArgumentException("a password that is no key");
                }
            }
        }

        /**
         * There is none to be had.
         *
         * @param why what is wrong and what would be right, to be said behind the name: {@code which has no key ...}
         */
        record Unusable(String why) implements Content {
            public Unusable {
                Objects.requireNonNull(why, "why");
            }
        }

        /**
         * @param type the Secret's
         * @param password what stands under {@link #KEY}, decoded; empty where the key is missing. Of a Secret of
         *     another type it is not looked at
         */
        static Content of(String type, Optional<Bytes> password) {
            if (!type.equals(TYPE)) {
                return new Unusable("which is of " + (isPlain(type) ? "type " + type : "another type") + "; expected type "
                        + TYPE);
            }
            if (password.isEmpty()) {
                return new Unusable("which has no key " + KEY + WANTED);
            }
            byte[] bytes = password.get().toArray();
            Secret secret = Secret.of(new String(bytes, StandardCharsets.UTF_8));
            if (!Arrays.equals(bytes, secret.reveal().getBytes(StandardCharsets.UTF_8))) {
                return new Unusable("whose " + KEY + " is not UTF-8" + WANTED);
            }
            return secret.isKey() ? new Password(secret)
                    : new Unusable("whose " + KEY + " has " + bytes.length + " bytes" + WANTED);
        }

        /** Types are anything that somebody wrote; what would not fit into a line is not shown. */
        private static boolean isPlain(String type) {
            return !type.isEmpty() && type.length() <= LONGEST_TYPE && type.chars().allMatch(c -> c > ' ' && c < 0x7f);
        }
    }
}
