package metallb.domain.config;

import java.util.Optional;
import metallb.domain.net.AddressRange;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;

/**
 * Addresses that one item of a pool's list claims.
 *
 * @param number how many claims were written before it
 * @param text as written
 */
record Claim(int number, Where where, String pool, String text, AddressRange range) {
    Family family() {
        return range.family();
    }

    /**
     * The length of the shortest prefix that fits into the range: a CIDR's own length. A route can be no shorter
     * without announcing only addresses that are not the pool's.
     */
    int shortestLength() {
        int length = 0;
        while (!fits(length)) {
            length++;
        }
        return length;
    }

    /** Whether some whole prefix of that length lies in the range; every range holds one of the full length. */
    private boolean fits(int length) {
        Prefix around = new Prefix(range.first(), length);
        Optional<IpAddress> start = around.first().equals(range.first()) ? Optional.of(range.first())
                : around.last().next();
        return start.isPresent() && range.contains(start.get())
                && range.contains(new Prefix(start.get(), length).last());
    }
}
