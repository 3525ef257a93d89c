package metallb.domain.bgp.wire;

import java.util.List;
import java.util.Optional;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.net.Prefix;

/** Prefixes as UPDATEs carry them: a length in bits, then as many bytes as that takes (RFC 4271 4.3). */
final class PrefixReader {
    private PrefixReader() {}

    /** Reads all of {@code field} into {@code prefixes}, or says what is wrong. Bits behind the length mean nothing. */
    static Optional<String> read(Octets field, Family family, List<Prefix> prefixes) {
        while (field.remaining() > 0) {
            int length = field.next8();
            if (length > family.bits()) {
                return Optional.of("an " + family + " prefix of " + length + " bits");
            }
            int bytes = (length + 7) / 8;
            if (bytes > field.remaining()) {
                return Optional.of("a prefix of " + bytes + " bytes in " + field.remaining());
            }
            prefixes.add(new Prefix(address(field, bytes, family), length));
        }
        return Optional.empty();
    }

    /** An address of which only the first {@code bytes} are written. */
    static IpAddress address(Octets field, int bytes, Family family) {
        long high = 0;
        long low = 0;
        int all = family.bytes();
        for (int i = 0; i < bytes; i++) {
            int shift = (all - 1 - i) * 8;
            if (shift >= 64) {
                high |= (long) field.next8() << (shift - 64);
            } else {
                low |= (long) field.next8() << shift;
            }
        }
        return new IpAddress(family, high, low);
    }
}
