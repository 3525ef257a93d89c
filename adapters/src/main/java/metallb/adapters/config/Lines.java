package metallb.adapters.config;

import java.util.List;

/**
 * A text by lines, without their ends, as the parser counts them.
 *
 * @param content the lines in order; the first is line 1
 */
record Lines(List<String> content) {
    Lines {
        content = List.copyOf(content);
    }

    static Lines of(String text) {
        return new Lines(List.of(text.split("\r\n|\n|\r", -1)));
    }

    /** Line {@code number}, counted from 1; empty beyond the last. */
    String line(int number) {
        return number >= 1 && number <= content.size() ? content.get(number - 1) : "";
    }

    /** What stands in a line before a column, both counted from 1, the column in characters of Unicode. */
    String before(int line, int column) {
        String whole = line(line);
        int characters = Math.min(column - 1, whole.codePointCount(0, whole.length()));
        return whole.substring(0, whole.offsetByCodePoints(0, Math.max(0, characters)));
    }
}
