package metallb.domain.route;

import java.util.Optional;

/** Where a route was born (RFC 4271 5.1.1); the order is that of its values on the wire, the lower the better. */
public enum Origin {
    IGP,
    EGP,
    INCOMPLETE;

    /** The value on the wire: 0, 1 or 2. */
    public int code() {
        return ordinal();
    }

    /** The origin with this value; empty for an undefined one. */
    public static Optional<Origin> ofCode(int code) {
        return code >= 0 && code < values().length ? Optional.of(values()[code]) : Optional.empty();
    }
}
