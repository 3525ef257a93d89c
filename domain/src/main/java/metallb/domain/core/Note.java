package metallb.domain.core;

import java.nio.charset.StandardCharsets;

/** Sentences in one text that fits into an Event's note: as many as fit, in their order; the rest is counted. */
final class Note {
    /** In UTF-8; an Event's note takes 1,024. */
    static final int MOST_BYTES = 1_000;

    private Note() {}

    /**
     * @param head what stands before the first sentence
     * @param sentences at least one; asked for no more of them than fit
     * @param count how many there are
     */
    static String of(String head, Iterable<String> sentences, int count) {
        StringBuilder text = new StringBuilder(head);
        int told = 0;
        for (String sentence : sentences) {
            String separator = told == 0 ? "" : " | ";
            String rest = rest(count - told - 1);
            if (bytes(text + separator + sentence + rest) > MOST_BYTES) {
                return told == 0 ? cut(head + sentence, rest) : text + rest(count - told);
            }
            text.append(separator).append(sentence);
            told++;
        }
        return text.toString();
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
