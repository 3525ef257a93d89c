package metallb.domain.core;

import java.nio.charset.StandardCharsets;
import java.util.List;
import metallb.domain.config.Problem;

/** All that is wrong with a text, in one sentence that fits into an Event. */
record Problems(List<Problem> problems) {
    /** In UTF-8; an Event's note takes 1,024. */
    static final int MOST_BYTES = 1_000;

    /** The problems in their order; those that do not fit are counted. */
    String text() {
        StringBuilder text = new StringBuilder();
        int told = 0;
        for (Problem problem : problems) {
            String separator = told == 0 ? "" : " | ";
            String rest = rest(problems.size() - told - 1);
            if (bytes(text + separator + problem + rest) > MOST_BYTES) {
                break;
            }
            text.append(separator).append(problem);
            told++;
        }
        return told == 0 ? cut(problems.getFirst().toString(), rest(problems.size() - 1))
                : text + rest(problems.size() - told);
    }

    private static String rest(int count) {
        return count == 0 ? "" : " | and " + count + " more";
    }

    private static String cut(String text, String rest) {
        int end = text.offsetByCodePoints(0, Math.min(text.codePointCount(0, text.length()), MOST_BYTES));
        while (bytes(text.substring(0, end) + "..." + rest) > MOST_BYTES) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + "..." + rest;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
