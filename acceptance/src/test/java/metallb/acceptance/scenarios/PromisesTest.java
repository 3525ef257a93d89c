package metallb.acceptance.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import metallb.bootstrap.scenario.Performance;
import metallb.bootstrap.scenario.Script;
import metallb.bootstrap.scenario.world.Detail;
import org.junit.jupiter.api.Test;

/** What the usage page promises is shown by scripts: each names in its first lines the promises that it is about. */
class PromisesTest {
    /** How many promises there are. */
    private static final int PROMISES = 35;
    private static final String COUNTER_CASE = "# counter-case";
    /** Commands that print what became of the world, and not what they were given. */
    private static final List<String> SHOWING =
            List.of("advance", "events", "explain", "get", "metrics", "routes", "sessions", "status");
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

    /** A script of a promise also shows the case in which it does not hold, and what is seen then is compared. */
    @Test
    void everyPromiseHasACounterCaseWhoseExpectationsCanFail() throws IOException {
        for (Path file : Scripts.all()) {
            if (file.getFileName().toString().startsWith("promise-")) {
                Script script = Scripts.read(file);
                List<Script.Piece.Block> seen = seenInCounterCase(script);
                assertFalse(seen.isEmpty(), file.getFileName() + " shows nothing behind a line " + COUNTER_CASE);
                Script altered = expecting(script, seen.getLast(), "something else");
                assertEquals(1, Performance.of(altered, Detail.REPORTS).differences().stream()
                        .filter(line -> line.endsWith("- something else")).count(), file.toString());
            }
        }
    }

    /** The commands behind the first line that begins a counter-case that show what became of it. */
    private static List<Script.Piece.Block> seenInCounterCase(Script script) {
        return script.pieces().stream().dropWhile(piece -> !(piece instanceof Script.Piece.Prose(List<String> lines)
                        && lines.stream().anyMatch(line -> line.startsWith(COUNTER_CASE))))
                .filter(Script.Piece.Block.class::isInstance).map(Script.Piece.Block.class::cast)
                .filter(block -> SHOWING.contains(block.command().getFirst().split(" ")[0]) && !block.expected().isEmpty())
                .toList();
    }

    private static Script expecting(Script script, Script.Piece.Block block, String line) {
        Script.Piece other = new Script.Piece.Block(block.line(), block.command(), List.of(line));
        return new Script(script.name(), script.pieces().stream().map(piece -> piece == block ? other : piece).toList());
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
