package metallb.adapters.support.apistore.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class GoJsonTest {
    private static final String WHOLE = "{\"a\":[1,-2.5e+3,true,false,null,\"x\\n\\u00e9\\\\\",{},[]],\"b\":{\"c\":\"\"}}";

    private static Optional<String> problem(String text) {
        return GoJson.problem(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x        | invalid character 'x' looking for beginning of value
            [1,]     | invalid character ']' looking for beginning of value
            [1 2]    | invalid character '2' after array element
            {a}      | invalid character 'a' looking for beginning of object key string
            {"a"}    | invalid character '}' after object key
            {"a":1:2} | invalid character ':' after object key:value pair
            {}x      | invalid character 'x' after top-level value
            -x       | invalid character 'x' in numeric literal
            1.x      | invalid character 'x' after decimal point in numeric literal
            1ex      | invalid character 'x' in exponent of numeric literal
            01       | invalid character '1' after top-level value
            trve     | invalid character 'v' in literal true (expecting 'u')
            nul!     | invalid character '!' in literal null (expecting 'l')
            "\\x"     | invalid character 'x' in string escape code
            "\\u00g"  | invalid character 'g' in \\u hexadecimal character escape
            '        | invalid character '\\'' looking for beginning of value
            1"       | invalid character '"' after top-level value
            "a       | unexpected end of JSON input
            """)
    void saysWhatGoSays(String text, String problem) {
        assertEquals(Optional.of(problem), problem(text));
    }

    @Test
    void showsCharactersThatCannotBePrinted() {
        assertEquals(Optional.of("invalid character '\\t' in string literal"), problem("\"\t\""));
        assertEquals(Optional.of("invalid character '\\x00' looking for beginning of value"), problem("\0"));
    }

    @Test
    void endsTooEarlyAtEveryLength() {
        assertEquals(Optional.empty(), problem(WHOLE));
        for (int length = 0; length < WHOLE.length(); length++) {
            assertEquals(Optional.of("unexpected end of JSON input"), problem(WHOLE.substring(0, length)), "length " + length);
        }
    }

    @Test
    void boundsTheDepth() {
        int most = GoJson.MOST_LEVELS;
        assertEquals(Optional.empty(), problem("[".repeat(most) + "]".repeat(most)));
        assertEquals(Optional.of("exceeded max depth"), problem("[".repeat(most + 1)));
    }

    /** The parser that reads the same texts afterwards is the oracle of what is well formed. */
    @Test
    void takesWhatTheParserTakes() {
        var strict = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();
        int wellFormed = 0;
        for (long seed = 0; seed < 20_000; seed++) {
            var random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder(WHOLE);
            for (int i = random.nextInt(4); i > 0; i--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.deleteCharAt(at);
                } else {
                    text.insert(at, "{}[]:,\"1-e.tn\\ ".charAt(random.nextInt(15)));
                }
            }
            boolean taken = parses(strict, text.toString());
            wellFormed += taken ? 1 : 0;
            assertEquals(taken, problem(text.toString()).isEmpty(), "seed " + seed + ": " + text);
        }
        assertTrue(wellFormed > 1_000 && wellFormed < 19_000, "well formed: " + wellFormed);
    }

    private static boolean parses(JsonMapper mapper, String text) {
        try {
            mapper.readTree(text);
            return true;
        } catch (JacksonException malformed) {
            return false;
        }
    }
}
