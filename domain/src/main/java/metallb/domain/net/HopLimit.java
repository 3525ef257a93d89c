package metallb.domain.net;

/** How far the packets of a connection may travel: the TTL of IPv4, the hop limit of IPv6. */
public sealed interface HopLimit {
    int LARGEST = 255;

    /** What the kernel gives every connection, 64 as a rule. */
    record OfTheKernel() implements HopLimit {}

    /**
     * What we send carries this limit; what arrives may carry any.
     *
     * @param hops 1 to 255; 1 reaches a neighbour on the same link and nobody else
     */
    record Sent(int hops) implements HopLimit {
        public Sent {
            check(hops, LARGEST);
        }
    }

    /**
     * Generalized TTL Security (RFC 5082): what we send carries 255, and what arrives with less than
     * {@link #leastReceived} came from farther away than the router is, and is dropped.
     *
     * @param hops how far the router is at most, 1 to 254: 1 for a neighbour on the same link
     */
    record Secured(int hops) implements HopLimit {
        public Secured {
            check(hops, LARGEST - 1);
        }

        /** The smallest limit that a packet of the router can arrive with: 255 from a neighbour on the same link. */
        public int leastReceived() {
            return LARGEST + 1 - hops;
        }
    }

    private static void check(int hops, int most) {
        if (hops < 1 || hops > most) {
            throw new IllegalArgumentException(hops + " hops");
        }
    }
}
