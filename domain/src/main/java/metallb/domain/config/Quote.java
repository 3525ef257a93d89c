package metallb.domain.config;

import java.util.Locale;

/** How problems show what somebody wrote: on one line, short, in double quotes, and never a password. */
final class Quote {
    private static final int LONGEST = 60;

    private Quote() {}

    /**
     * The text in quotes; what is long is cut. A misplaced {@code password:x} is a value like any other to the YAML
     * reader, so a text that speaks of passwords or secrets is not shown.
     */
    static String of(String text) {
        return speaksOfPasswords(text) ? "\"***\"" : ofKey(text);
    }

    /** Whatever stands between the letters: {@code pass word:x} does so, too. */
    static boolean speaksOfPasswords(String text) {
        String letters = lettersOf(text);
        return letters.contains("passw") || letters.contains("secret");
    }

    static String lettersOf(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    /** The name of a key that {@link KeyName} shows, be it {@code password}. */
    static String ofKey(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        int end = text.codePointCount(0, text.length()) > LONGEST ? text.offsetByCodePoints(0, LONGEST) : text.length();
        text.substring(0, end).codePoints().forEach(c -> append(quoted, c));
        return quoted.append(end < text.length() ? "...\"" : "\"").toString();
    }

    /** A value of any shape in words: {@code the value "x"}, {@code a list}. */
    static String describe(Tree tree) {
        return switch (tree) {
            case Tree.Scalar scalar -> "the value " + of(scalar.text());
            case Tree.Nothing _ -> "nothing";
            case Tree.Sequence _ -> "a list";
            case Tree.Mapping _ -> "a mapping";
        };
    }

    private static void append(StringBuilder quoted, int c) {
        if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
        } else if (c == '\n') {
            quoted.append("\\n");
        } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
            quoted.append("\\u").append(Integer.toHexString(0x10000 | c & 0xffff).substring(1));
        } else {
            quoted.appendCodePoint(c);
        }
    }
}
