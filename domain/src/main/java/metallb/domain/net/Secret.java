package metallb.domain.net;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A password. Its text is {@code ***} wherever it is printed or recorded; only who opens a socket asks for the real one. */
public final class Secret {
    /** Bytes of UTF-8 that a key of a connection can have: Linux's TCP_MD5SIG_MAXKEYLEN. */
    public static final int LONGEST_KEY = 80;

    private final String value;

    private Secret(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** Whether it can sign a connection: not empty, and not too long for the kernel. */
    public boolean isKey() {
        return !value.isEmpty() && value.getBytes(StandardCharsets.UTF_8).length <= LONGEST_KEY;
    }

    /** The real text; never to be printed, logged, recorded or put into a message. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
