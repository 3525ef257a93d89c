package metallb.bootstrap.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stays stands once, what went before what came. */
class DifferenceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a b c | a b c | _...
            1 2 3 4 5 6 7 x | 1 2 3 4 5 6 7 y | _... _6 _7 -x +y
            x 1 2 3 4 5 y | 1 2 3 4 5 z | -x _1 _2 _... _4 _5 -y +z
            a b c | a c   | _a -b _c
            a c   | a b c | _a +b _c
            a b   | a c   | _a -b +c
            .     | a     | -. +a
            a b c | b c d | -a _b _c +d
            """)
    void linesThatBothHaveStandOnce(String expected, String seen, String difference) {
        List<String> lines = Stream.of(difference.split(" "))
                .map(mark -> (mark.charAt(0) == '_' ? ' ' : mark.charAt(0)) + " " + mark.substring(1)).toList();
        assertEquals(lines,
                Difference.of(List.of(expected.split(" ")), List.of(seen.split(" "))));
    }
}
