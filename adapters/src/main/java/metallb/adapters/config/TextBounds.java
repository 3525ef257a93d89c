package metallb.adapters.config;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import metallb.domain.config.Problems;

/** What a text must be before a YAML parser sees it. */
final class TextBounds {
    /** The API server stores no larger ConfigMap. */
    static final int LARGEST = 1 << 20;

    private TextBounds() {}

    /** False, with the problem noted, where the text is too long or has characters that YAML 1.2.2, 5.1 forbids. */
    static boolean check(String text, Placement placement, Problems problems) {
        if (text.length() > LARGEST || text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            problems.add(placement.at("", 1, 1), "the text is longer than 1 MiB", "expected at most 1048576 bytes");
            return false;
        }
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (!isPrintable(c)) {
                problems.add(placement.at("", line, column), "could not parse config: the character U+"
                        + HexFormat.of().withUpperCase().toHexDigits(c, 4) + " is not allowed in YAML",
                        "remove it");
            }
            boolean lineEnds = c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
            line += lineEnds ? 1 : 0;
            column = lineEnds ? 1 : column + 1;
        }
        return problems.isEmpty();
    }

    private static boolean isPrintable(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c == 0x85 || c >= ' ' && c <= '~' || c >= 0xa0 && c <= 0xd7ff
                || c >= 0xe000 && c <= 0xfffd && c != 0xfeff || c >= 0x10000;
    }
}
