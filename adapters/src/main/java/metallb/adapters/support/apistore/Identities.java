package metallb.adapters.support.apistore;

import java.util.SplittableRandom;
import java.util.UUID;

/** Uids, name suffixes and draws, all from one seed: the same calls give the same cluster. */
final class Identities {
    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    /** Characters: with the suffix a name is a DNS label's 63 long (RFC 1035 section 2.3.4). */
    private static final int LONGEST_BASE = 58;

    private final SplittableRandom random;

    Identities(SplittableRandom random) {
        this.random = random;
    }

    /** Shaped as a version 4 UUID (RFC 9562 section 5.4). */
    String uid() {
        long high = random.nextLong() & ~0xf000L | 0x4000L;
        long low = random.nextLong() & ~(3L << 62) | 2L << 62;
        return new UUID(high, low).toString();
    }

    /** A name that begins with this, or with as much of it as leaves room for the suffix. */
    String generated(String base) {
        return base.substring(0, Math.min(base.length(), LONGEST_BASE)) + suffix();
    }

    /** Five letters without vowels, so that no word comes about, as the server makes them. */
    private String suffix() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            text.append(SUFFIX_LETTERS.charAt(random.nextInt(SUFFIX_LETTERS.length())));
        }
        return text.toString();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
