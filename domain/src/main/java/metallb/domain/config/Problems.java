package metallb.domain.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Collects problems found in any order and lists them by place, problems of one place as they were found. Keeps the
 * {@value #LARGEST} first places only, so that a text of a million mistakes costs no more than one of a hundred; the
 * others are counted.
 */
public final class Problems {
    public static final int LARGEST = 100;

    private static final Comparator<Found> BY_PLACE = Comparator
            .comparingInt((Found found) -> found.problem().where().line())
            .thenComparingInt(found -> found.problem().where().column())
            .thenComparingLong(Found::number);

    private final PriorityQueue<Found> kept = new PriorityQueue<>(LARGEST + 1, BY_PLACE.reversed());
    private long found;

    /** @param number how many were found before */
    private record Found(Problem problem, long number) {}

    public void add(Where where, String what, String wanted) {
        kept.add(new Found(new Problem(where, what, wanted), found++));
        if (kept.size() > LARGEST) {
            kept.remove();
        }
    }

    public boolean isEmpty() {
        return kept.isEmpty();
    }

    /** Whether some will only be counted: what costs time to say need not be said any more. */
    boolean isFull() {
        return found >= LARGEST;
    }

    /** In the order of their places; where some were only counted, a last one without a place says how many. */
    public List<Problem> inOrder() {
        List<Problem> problems = new ArrayList<>(kept.stream().sorted(BY_PLACE).map(Found::problem).toList());
        if (found > LARGEST) {
            Where everywhere = new Where(problems.getLast().where().source(), "", 0, 0);
            problems.add(new Problem(everywhere, "and " + (found - LARGEST) + " more problems", ""));
        }
        return List.copyOf(problems);
    }
}
