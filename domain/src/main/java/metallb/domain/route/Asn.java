package metallb.domain.route;

import java.util.Optional;

/**
 * An autonomous system number (RFC 6793). 0 is none: RFC 7607 forbids it everywhere.
 *
 * @param value 1 to 2^32 - 1
 */
public record Asn(long value) implements Comparable<Asn> {
    private static final long LARGEST = 0xffffffffL;

    /** What stands in a two-byte field for a number that does not fit into it (RFC 6793 section 9). */
    public static final Asn AS_TRANS = new Asn(23456);

    public Asn {
        if (value < 1 || value > LARGEST) {
            throw new IllegalArgumentException("AS number " + value);
        }
    }

    /** The number that {@code text} writes in decimal digits (asplain, RFC 5396); empty where it is none. */
    public static Optional<Asn> parse(String text) {
        return Decimal.parse(text, LARGEST).stream().boxed()
                .filter(value -> value > 0).map(Asn::new).findFirst();
    }

    /** Whether a speaker without four-octet AS numbers can write it. */
    public boolean fits2Bytes() {
        return value <= 0xffff;
    }

    @Override
    public int compareTo(Asn other) {
        return Long.compare(value, other.value);
    }

    /** Decimal digits. */
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
