package metallb.acceptance.breakages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of the product, what it is replaced by, and the test that turns red then.
 *
 * @param file from the top of the tree
 * @param line without the white space around it; stands once in the file
 * @param broken what stands there instead
 * @param test CLASS#METHOD, without {@code metallb.}
 */
record Breakage(String title, Path file, String line, String broken, String test) {
    private static final List<String> KEYS = List.of("file", "line", "with", "red");

    /**
     * Reads blocks of a title and four indented lines, {@code file}, {@code line}, {@code with}, {@code red}, an empty
     * line between two; lines that begin with # are remarks.
     *
     * @throws IllegalArgumentException for a block that is written otherwise
     */
    static List<Breakage> read(Path path) throws IOException {
        List<Breakage> breakages = new ArrayList<>();
        String text = Files.readString(path).replaceAll("(?m)^#.*\n", "");
        for (String block : text.strip().split("\n\\s*\n")) {
            breakages.add(parse(block.strip().lines().toList()));
        }
        return breakages;
    }

    private static Breakage parse(List<String> block) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : block.subList(1, block.size())) {
            String[] keyAndValue = line.strip().split("\\s+", 2);
            values.put(keyAndValue[0], keyAndValue.length == 2 ? keyAndValue[1] : "");
        }
        if (block.size() != 5 || !List.copyOf(values.keySet()).equals(KEYS)) {
            throw new IllegalArgumentException("not a title and the lines " + KEYS + ": " + block);
        }
        return new Breakage(block.getFirst(), Path.of(values.get("file")), values.get("line"), values.get("with"),
                values.get("red"));
    }

    /** How often the line stands in its file. */
    long occurrences(Path root) throws IOException {
        try (var lines = Files.lines(root.resolve(file))) {
            return lines.filter(this::isTheLine).count();
        }
    }

    /** The file's text, broken. */
    String brokenText(Path root) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String each : Files.readAllLines(root.resolve(file))) {
            text.append(isTheLine(each) ? broken : each).append('\n');
        }
        return text.toString();
    }

    /** The test's class by its full name. */
    String testClass() {
        return "metallb." + test.substring(0, test.indexOf('#'));
    }

    String testMethod() {
        return test.substring(test.indexOf('#') + 1);
    }

    private boolean isTheLine(String candidate) {
        return candidate.strip().equals(line);
    }
}
