package metallb.domain.config;

import java.util.Comparator;
import java.util.List;

/** Finds addresses that are claimed twice, within a pool or between pools, in O(n log n). */
final class Overlaps {
    private Overlaps() {}

    /**
     * Goes over the claims by their first address and keeps the one that reaches farthest: a claim that begins before
     * that one's end overlaps it. So every claim that overlaps is named at least once, though not every pair; the
     * problem stands at the one of the two that was written later.
     */
    static void check(List<Claim> claims, Findings findings) {
        List<Claim> sorted = claims.stream()
                .sorted(Comparator.comparing(Claim::range).thenComparingInt(Claim::number)).toList();
        Claim farthest = null;
        for (Claim claim : sorted) {
            if (farthest != null && farthest.range().overlaps(claim.range())) {
                note(farthest, claim, findings);
            }
            if (farthest == null || claim.range().last().compareTo(farthest.range().last()) > 0) {
                farthest = claim;
            }
        }
    }

    private static void note(Claim one, Claim other, Findings findings) {
        Claim earlier = one.number() < other.number() ? one : other;
        Claim later = earlier == one ? other : one;
        findings.error(later.where(), "CIDR " + Quote.of(later.text()) + " in pool " + Quote.of(later.pool())
                + " overlaps with already defined CIDR " + Quote.of(earlier.text()) + " of pool "
                + Quote.of(earlier.pool()) + " in line " + earlier.where().line(),
                "expected addresses that no other item has");
    }
}
