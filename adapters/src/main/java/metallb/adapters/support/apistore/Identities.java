package metallb.adapters.support.apistore;

import java.util.SplittableRandom;
import java.util.UUID;

/** Uids, name suffixes and draws, all from one seed: the same calls give the same cluster. */
final class Identities {
    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

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

    /** Five letters without vowels, so that no word comes about, as the server makes them. */
    String suffix() {
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
