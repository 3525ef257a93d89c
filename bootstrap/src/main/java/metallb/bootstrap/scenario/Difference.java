package metallb.bootstrap.scenario;

import java.util.ArrayList;
import java.util.List;

/** What two lists of lines have in common and what not. */
final class Difference {
    /** Beyond so many cells of the table the two are shown one after the other. */
    private static final long MOST_CELLS = 4_000_000;

    /** Lines of both that are shown before and after a difference. */
    private static final int BESIDE = 2;

    private Difference() {}

    /**
     * Only expected lines behind {@code -}, only seen ones behind {@code +}, and the lines of both beside them behind a
     * space; what is left out between them shows as {@code ...}.
     */
    static List<String> of(List<String> expected, List<String> seen) {
        List<String> all = all(expected, seen);
        List<String> lines = new ArrayList<>();
        boolean leftOut = false;
        for (int i = 0; i < all.size(); i++) {
            boolean isNear = all.subList(Math.max(0, i - BESIDE), Math.min(all.size(), i + BESIDE + 1)).stream()
                    .anyMatch(line -> line.charAt(0) != ' ');
            if (isNear) {
                lines.add(all.get(i));
            } else if (!leftOut) {
                lines.add("  ...");
            }
            leftOut = !isNear;
        }
        return lines;
    }

    private static List<String> all(List<String> expected, List<String> seen) {
        List<String> lines = new ArrayList<>();
        if ((long) expected.size() * seen.size() > MOST_CELLS) {
            expected.forEach(line -> lines.add("- " + line));
            seen.forEach(line -> lines.add("+ " + line));
            return lines;
        }
        int[][] common = common(expected, seen);
        int left = 0;
        int right = 0;
        while (left < expected.size() || right < seen.size()) {
            boolean both = left < expected.size() && right < seen.size();
            if (both && expected.get(left).equals(seen.get(right))) {
                lines.add("  " + expected.get(left++));
                right++;
            } else if (right == seen.size() || both && common[left + 1][right] >= common[left][right + 1]) {
                lines.add("- " + expected.get(left++));
            } else {
                lines.add("+ " + seen.get(right++));
            }
        }
        return lines;
    }

    /** At [i][j]: how long the longest common subsequence is from line i of the one and line j of the other on. */
    private static int[][] common(List<String> one, List<String> other) {
        int[][] common = new int[one.size() + 1][other.size() + 1];
        for (int i = one.size() - 1; i >= 0; i--) {
            for (int j = other.size() - 1; j >= 0; j--) {
                common[i][j] = one.get(i).equals(other.get(j)) ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
