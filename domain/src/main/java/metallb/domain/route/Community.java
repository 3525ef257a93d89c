package metallb.domain.route;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;

/** A mark that a route carries for the routers' policies. Ordered: standard, large, extended; each by its numbers. */
public sealed interface Community extends Comparable<Community> {
    /** By kind, then as the bytes on the wire compare. */
    Comparator<Community> ORDER = Comparator.comparingInt(Community::rank)
            .thenComparing(Community::first, Long::compareUnsigned)
            .thenComparing(Community::second, Long::compareUnsigned);

    /**
     * RFC 1997, written {@code 65535:666}.
     *
     * @param high the upper 16 bits, customarily an AS number
     * @param low the lower 16 bits
     */
    record Standard(int high, int low) implements Community {
        public Standard {
            check(high, 0xffff);
            check(low, 0xffff);
        }

        /** The 32-bit number on the wire. */
        public long value() {
            return (long) high << 16 | low;
        }

        @Override
        public String toString() {
            return high + ":" + low;
        }
    }

    /**
     * RFC 8092, written {@code large:64500:1:2}; each part has 32 bits.
     *
     * @param global the Global Administrator, customarily an AS number
     * @param local1 the first Local Data Part
     * @param local2 the second Local Data Part
     */
    record Large(long global, long local1, long local2) implements Community {
        public Large {
            check(global, 0xffffffffL);
            check(local1, 0xffffffffL);
            check(local2, 0xffffffffL);
        }

        @Override
        public String toString() {
            return "large:" + global + ":" + local1 + ":" + local2;
        }
    }

    /**
     * RFC 4360, written {@code rt:64500:1}, {@code soo:64500:1}, or, of other types, {@code ext:0004fc1f47f42400}: the type is in
     * the bytes.
     *
     * @param value the eight bytes as one number
     */
    record Extended(long value) implements Community {
        @Override
        public String toString() {
            return ExtendedCommunityText.of(value);
        }
    }

    /**
     * {@code N:M} with 16-bit numbers or {@code large:A:B:C} with 32-bit ones, all decimal, or an extended one as
     * {@link Extended} has it; empty for any other text.
     */
    static Optional<Community> parse(String text) {
        String[] parts = text.split(":", 5);
        if (isExtended(text)) {
            return ExtendedCommunityText.parse(parts);
        }
        if (parts.length == 2) {
            OptionalLong high = Decimal.parse(parts[0], 0xffff);
            OptionalLong low = Decimal.parse(parts[1], 0xffff);
            return high.isEmpty() || low.isEmpty() ? Optional.empty()
                    : Optional.of(new Standard((int) high.getAsLong(), (int) low.getAsLong()));
        }
        if (parts.length != 4 || !parts[0].equals("large")) {
            return Optional.empty();
        }
        OptionalLong global = Decimal.parse(parts[1], 0xffffffffL);
        OptionalLong local1 = Decimal.parse(parts[2], 0xffffffffL);
        OptionalLong local2 = Decimal.parse(parts[3], 0xffffffffL);
        return global.isEmpty() || local1.isEmpty() || local2.isEmpty() ? Optional.empty()
                : Optional.of(new Large(global.getAsLong(), local1.getAsLong(), local2.getAsLong()));
    }

    /** Whether that is to be an extended community, well written or not. */
    static boolean isExtended(String text) {
        return text.startsWith("rt:") || text.startsWith("soo:") || text.startsWith("ext:");
    }

    @Override
    default int compareTo(Community other) {
        return ORDER.compare(this, other);
    }

    private int rank() {
        return switch (this) {
            case Standard _ -> 0;
            case Large _ -> 1;
            case Extended _ -> 2;
        };
    }

    private long first() {
        return switch (this) {
            case Standard standard -> standard.value();
            case Large large -> large.global();
            case Extended extended -> extended.value();
        };
    }

    private long second() {
        return switch (this) {
            case Large large -> large.local1() << 32 | large.local2();
            case Standard _, Extended _ -> 0;
        };
    }

    private static void check(long part, long largest) {
        if (part < 0 || part > largest) {
            throw new IllegalArgumentException("community part " + part + " is not in 0.." + largest);
        }
    }
}
