package metallb.domain.config;

import java.util.Collection;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
final class Nearest {
    /** Longer words are no typing mistakes of ours; it also bounds the work for one pair. */
    private static final int LONGEST = 64;
    /** Of more candidates only the first are looked at. */
    private static final int CANDIDATES = 1000;

    private Nearest() {}

    /**
     * The candidate with the fewest letters to insert, delete, replace or swap, the first of equals; empty where none
     * has more than half of its letters right.
     */
    static Optional<String> to(String word, Collection<String> candidates) {
        String best = null;
        int least = Integer.MAX_VALUE;
        if (word.length() <= LONGEST) {
            for (String candidate : (Iterable<String>) candidates.stream().limit(CANDIDATES)::iterator) {
                int allowed = Math.max(1, Math.min(word.length(), candidate.length()) / 2);
                int distance = candidate.length() > LONGEST ? Integer.MAX_VALUE : distance(word, candidate);
                if (distance <= allowed && distance < least) {
                    best = candidate;
                    least = distance;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Optimal string alignment: Levenshtein's distance, where two neighbours that changed places count once. */
    static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : step(steps, a, b, i, j);
            }
        }
        return steps[a.length()][b.length()];
    }

    private static int step(int[][] steps, String a, String b, int i, int j) {
        int replace = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replace, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }
}
