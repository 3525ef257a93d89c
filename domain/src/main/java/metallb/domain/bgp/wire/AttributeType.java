package metallb.domain.bgp.wire;

import java.util.Optional;

/** The path attributes that we know, with the upper two flags that they must have (RFC 4271 4.3). */
enum AttributeType {
    ORIGIN(1, AttributeType.WELL_KNOWN),
    AS_PATH(2, AttributeType.WELL_KNOWN),
    NEXT_HOP(3, AttributeType.WELL_KNOWN),
    MULTI_EXIT_DISC(4, AttributeType.OPTIONAL),
    LOCAL_PREF(5, AttributeType.WELL_KNOWN),
    ATOMIC_AGGREGATE(6, AttributeType.WELL_KNOWN),
    AGGREGATOR(7, AttributeType.OPTIONAL_TRANSITIVE),
    COMMUNITIES(8, AttributeType.OPTIONAL_TRANSITIVE),
    ORIGINATOR_ID(9, AttributeType.OPTIONAL),
    CLUSTER_LIST(10, AttributeType.OPTIONAL),
    MP_REACH_NLRI(14, AttributeType.OPTIONAL),
    MP_UNREACH_NLRI(15, AttributeType.OPTIONAL),
    EXTENDED_COMMUNITIES(16, AttributeType.OPTIONAL_TRANSITIVE),
    AS4_PATH(17, AttributeType.OPTIONAL_TRANSITIVE),
    AS4_AGGREGATOR(18, AttributeType.OPTIONAL_TRANSITIVE),
    LARGE_COMMUNITIES(32, AttributeType.OPTIONAL_TRANSITIVE);

    /** The flag of an attribute that not every speaker must know. */
    static final int OPTIONAL = 0x80;
    /** The flag of a length with two bytes. */
    static final int EXTENDED_LENGTH = 0x10;
    /** The flags whose value the type settles: optional and transitive. */
    static final int SETTLED = 0xc0;

    private static final int WELL_KNOWN = 0x40;
    private static final int OPTIONAL_TRANSITIVE = 0xc0;

    private final int code;
    private final int flags;

    AttributeType(int code, int flags) {
        this.code = code;
        this.flags = flags;
    }

    int code() {
        return code;
    }

    int flags() {
        return flags;
    }

    static Optional<AttributeType> of(int code) {
        for (AttributeType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
