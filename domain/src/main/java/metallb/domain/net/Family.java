package metallb.domain.net;

/** The two address families; the numbers are IANA's Address Family Numbers as RFC 4760 uses them. */
public enum Family {
    IPV4(1, 32, "IPv4"),
    IPV6(2, 128, "IPv6");

    private final int afi;
    private final int bits;
    private final String text;

    Family(int afi, int bits, String text) {
        this.afi = afi;
        this.bits = bits;
        this.text = text;
    }

    /** The Address Family Identifier on the wire. */
    public int afi() {
        return afi;
    }

    /** How many bits an address of this family has: 32 or 128. */
    public int bits() {
        return bits;
    }

    /** How many bytes an address of this family has: 4 or 16. */
    public int bytes() {
        return bits / 8;
    }

    /** The name as the Kubernetes API writes it: {@code IPv4} or {@code IPv6}. */
    @Override
    public String toString() {
        return text;
    }
}
