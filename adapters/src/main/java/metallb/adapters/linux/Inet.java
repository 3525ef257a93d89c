package metallb.adapters.linux;

import metallb.domain.net.Family;

/** Linux's numbers for the two families, from its headers linux/socket.h, in.h and in6.h. */
enum Inet {
    V4((short) 2, 0, 2, 21),
    V6((short) 10, 41, 16, 73);

    private final short addressFamily;
    private final int level;
    private final int timeToLive;
    private final int leastTimeToLive;

    Inet(short addressFamily, int level, int timeToLive, int leastTimeToLive) {
        this.addressFamily = addressFamily;
        this.level = level;
        this.timeToLive = timeToLive;
        this.leastTimeToLive = leastTimeToLive;
    }

    static Inet of(Family family) {
        return switch (family) {
            case IPV4 -> V4;
            case IPV6 -> V6;
        };
    }

    /** @throws IllegalArgumentException for a number that is neither AF_INET nor AF_INET6 */
    static Inet of(short addressFamily) {
        for (Inet inet : values()) {
            if (inet.addressFamily == addressFamily) {
                return inet;
            }
        }
        throw new IllegalArgumentException("no family of Internet addresses: " + addressFamily);
    }

    /** AF_INET, AF_INET6. */
    short addressFamily() {
        return addressFamily;
    }

    /** IPPROTO_IP, IPPROTO_IPV6. */
    int level() {
        return level;
    }

    /** IP_TTL, IPV6_UNICAST_HOPS. */
    int timeToLive() {
        return timeToLive;
    }

    /** IP_MINTTL, IPV6_MINHOPCOUNT. */
    int leastTimeToLive() {
        return leastTimeToLive;
    }
}
