package metallb.bootstrap.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A script is taken apart without losing anything. */
class ScriptTest {
    private static final String TEXT = """
            # what must be seen

            scenario 1
            ----

            config
            # a comment of the configuration

            peers: []
            ----
            one
            two

            # the end
            """;

    @Test
    void aBlockKnowsItsLineItsCommandAndItsOutput() {
        assertEquals(List.of(
                new Script.Piece.Block(3, List.of("scenario 1"), List.of()),
                new Script.Piece.Block(6, List.of("config", "# a comment of the configuration", "", "peers: []"),
                        List.of("one", "two"))),
                parse(TEXT).blocks());
    }

    @Test
    void thePiecesMakeUpTheWholeAgain() {
        assertEquals(TEXT, parse(TEXT).withOutputs(Script.Piece.Block::expected));
    }

    @Test
    void newOutputsTakeThePlaceOfTheOldOnes() {
        assertEquals(TEXT.replace("one\ntwo\n", "three\n").replace("----\n\nconfig", "----\nthree\n\nconfig"),
                parse(TEXT).withOutputs(_ -> List.of("three")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # no end ~~advance 1s~             | 3 | no line ---- after this command
            scenario 1~----~~----~             | 4 | no command before ----
            """)
    void aTextThatIsNoScriptIsRefusedAtItsLine(String text, int line, String why) {
        assertEquals(new Script.Parsed.Broken(line, why), Script.parse("x.txt", text.replace('~', '\n')));
    }

    static Script parse(String text) {
        return switch (Script.parse("x.txt", text)) {
            case Script.Parsed.Whole(Script script) -> script;
            case Script.Parsed.Broken(int line, String why) -> throw new AssertionError(line + ": " + why);
        };
    }
}
