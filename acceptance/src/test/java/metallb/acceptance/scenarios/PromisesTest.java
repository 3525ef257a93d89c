package metallb.acceptance.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the usage page promises is shown by scripts: each names in its first lines the promises that it is about. */
class PromisesTest {
    /** How many promises there are. */
    private static final int PROMISES = 35;
    private static final Pattern NAMED = Pattern.compile("\\bPromises? (\\d+)(?: (?:to|and) (\\d+))?(?:, and (\\d+) to (\\d+))?");

    @Test
    void everyPromiseHasAScript() throws IOException {
        TreeSet<Integer> shown = new TreeSet<>();
        for (Path file : Scripts.all()) {
            Matcher named = NAMED.matcher(head(file));
            while (named.find()) {
                add(shown, named.group(1), named.group(2));
                add(shown, named.group(3), named.group(4));
            }
        }
        assertEquals(IntStream.rangeClosed(1, PROMISES).boxed().toList(), List.copyOf(shown));
    }

    /** The comment that a script begins with. */
    private static String head(Path file) throws IOException {
        return Files.readAllLines(file).stream().takeWhile(line -> line.startsWith("#"))
                .map(line -> line.substring(1).strip()).collect(Collectors.joining(" "));
    }

    private static void add(TreeSet<Integer> shown, String first, String last) {
        if (first != null) {
            int from = Integer.parseInt(first);
            IntStream.rangeClosed(from, last == null ? from : Integer.parseInt(last)).forEach(shown::add);
        }
    }
}
