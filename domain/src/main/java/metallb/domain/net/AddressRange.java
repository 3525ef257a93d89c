package metallb.domain.net;

/**
 * All addresses of one family from {@code first} to {@code last}, both included.
 */
public record AddressRange(IpAddress first, IpAddress last) implements Comparable<AddressRange> {
    public AddressRange {
        if (first.family() != last.family() || first.compareTo(last) > 0) {
            throw new IllegalArgumentException("a range from " + first + " to " + last);
        }
    }

    public static AddressRange of(Prefix prefix) {
        return new AddressRange(prefix.first(), prefix.last());
    }

    public Family family() {
        return first.family();
    }

    public boolean contains(IpAddress address) {
        return address.family() == family() && first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
    }

    public boolean overlaps(AddressRange other) {
        return other.family() == family() && first.compareTo(other.last) <= 0 && other.first.compareTo(last) <= 0;
    }

    @Override
    public int compareTo(AddressRange other) {
        int byFirst = first.compareTo(other.first);
        return byFirst != 0 ? byFirst : last.compareTo(other.last);
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
