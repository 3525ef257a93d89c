package metallb.domain.pool;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import metallb.domain.net.AddressRange;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;

/**
 * One range of a pool and what of it is free, as intervals: memory and time follow what is in use, never the size of
 * the range.
 */
final class FreeRange {
    private final Pool pool;
    private final int order;
    private final AddressRange range;
    private final Numbering numbering;
    /** First to last number of each free interval; neighbours are always merged. */
    private final TreeMap<IpAddress, IpAddress> free = new TreeMap<>();
    private final BigInteger capacity;

    /**
     * @param order where it stands among the ranges of all pools, counted in the order written
     */
    FreeRange(Pool pool, int order, AddressRange range, boolean avoidBuggyIps) {
        this.pool = pool;
        this.order = order;
        this.range = range;
        this.numbering = avoidBuggyIps && range.family() == Family.IPV4 ? Numbering.WITHOUT_BUGGY : Numbering.EVERY;
        this.capacity = fill();
    }

    Pool pool() {
        return pool;
    }

    int order() {
        return order;
    }

    Family family() {
        return range.family();
    }

    BigInteger capacity() {
        return capacity;
    }

    boolean owns(IpAddress address) {
        return range.contains(address) && numbering.counts(address);
    }

    boolean hasRoom() {
        return !free.isEmpty();
    }

    /** The lowest free address; there must be one. */
    IpAddress lowest() {
        return numbering.address(free.firstKey());
    }

    /** Marks an owned address as used; false where it already was. */
    boolean take(IpAddress address) {
        IpAddress number = numbering.number(address);
        Map.Entry<IpAddress, IpAddress> around = free.floorEntry(number);
        if (around == null || around.getValue().compareTo(number) < 0) {
            return false;
        }
        IpAddress first = around.getKey();
        IpAddress last = around.getValue();
        if (first.equals(number)) {
            free.remove(first);
        } else {
            free.put(first, number.previous().orElseThrow());
        }
        if (!last.equals(number)) {
            free.put(number.next().orElseThrow(), last);
        }
        return true;
    }

    /** Marks a used address as free again. */
    void give(IpAddress address) {
        IpAddress first = numbering.number(address);
        IpAddress last = first;
        Map.Entry<IpAddress, IpAddress> below = free.floorEntry(first);
        if (below != null && below.getValue().compareTo(first) >= 0) {
            throw new IllegalStateException(address + " is free already");
        }
        if (below != null && below.getValue().next().equals(Optional.of(first))) {
            first = below.getKey();
        }
        Optional<IpAddress> above = last.next();
        if (above.isPresent() && free.containsKey(above.get())) {
            last = free.remove(above.get());
        }
        free.put(first, last);
    }

    /** All that counts becomes one free interval; says how many numbers that are. */
    private BigInteger fill() {
        Optional<IpAddress> first = Optional.of(range.first());
        while (first.isPresent() && !numbering.counts(first.get())) {
            first = first.get().next();
        }
        Optional<IpAddress> last = Optional.of(range.last());
        while (last.isPresent() && !numbering.counts(last.get())) {
            last = last.get().previous();
        }
        if (first.isEmpty() || last.isEmpty() || first.get().compareTo(last.get()) > 0) {
            return BigInteger.ZERO;
        }
        IpAddress lowest = numbering.number(first.get());
        IpAddress highest = numbering.number(last.get());
        free.put(lowest, highest);
        return integer(highest).subtract(integer(lowest)).add(BigInteger.ONE);
    }

    private static BigInteger integer(IpAddress number) {
        return new BigInteger(Long.toUnsignedString(number.high())).shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(number.low())));
    }
}
