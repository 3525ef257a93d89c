package metallb.adapters.support.apistore.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoTextTest {
    @Test
    void quotesAsGoDoes() {
        assertEquals("\"a \\\"b\\\" \\\\ \u00e4\"", GoText.quoted("a \"b\" \\ \u00e4"));
        assertEquals("\"\\a\\b\\t\\n\\v\\f\\r\"", GoText.quoted("\u0007\b\t\n\u000b\f\r"));
        assertEquals("\"\\x00\\x1f\\x7f\\u00a0\\u200b\\U000e0001\"", GoText.quoted("\0\u001f\u007f\u00a0\u200b\udb40\udc01"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"b":[1,"x",null],"a":{"c":true}} | map[a:map[c:true] b:[1 x <nil>]]
            []                                | []
            "text"                            | text
            1.5                               | 1.5
            """)
    void writesValuesAsGoDoes(String json, String text) {
        assertEquals(text, GoText.value(Json.MAPPER.readTree(json)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            9223372036854775807  |
            -9223372036854775808 |
            +1                   |
            9223372036854775808  | strconv.ParseInt: parsing "9223372036854775808": value out of range
            1.5                  | strconv.ParseInt: parsing "1.5": invalid syntax
            -                    | strconv.ParseInt: parsing "-": invalid syntax
            """)
    void judgesNumbersAsGoDoes(String text, String problem) {
        assertEquals(Optional.ofNullable(problem), GoText.integerProblem(text));
    }

    @Test
    void indentsAsGoDoes() {
        assertEquals("{\n  \"a\": {},\n  \"b\": [\n    1,\n    []\n  ]\n}", GoText.indented(Json.object("{\"a\":{},\"b\":[1,[]]}")));
    }
}
