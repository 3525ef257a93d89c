package metallb.adapters.devcluster.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import metallb.adapters.devcluster.fault.Fault.Break;
import metallb.adapters.devcluster.fault.Fault.BreakWatch;
import metallb.adapters.devcluster.fault.Fault.Stage;
import metallb.adapters.devcluster.fault.RuleNotation.Reading;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RuleNotationTest {
    private static final Selection WATCHES = Selection.of("watch", "services");
    private static final String HEAD = "{\"verb\":\"watch\",\"resource\":\"services\",";

    static Stream<Arguments> rules() {
        var writer = new Selection("patch", "services/status", "ns", "web", "metallb-controller*");
        return Stream.of(
                Arguments.of("{\"fault\":\"drop\",\"landed\":false}", Rule.always(Selection.ALL, new Fault.Drop(Stage.BEFORE))),
                Arguments.of("{\"verb\":\"patch\",\"resource\":\"services/status\",\"namespace\":\"ns\",\"name\":\"web\",\"client\":"
                        + "\"metallb-controller*\",\"fault\":\"drop\",\"landed\":true,\"times\":2,\"probability\":0.5}",
                        new Rule(writer, new Fault.Drop(Stage.AFTER), 2, 0.5)),
                Arguments.of(HEAD + "\"fault\":\"answer\",\"code\":429,\"reason\":\"TooManyRequests\",\"message\":\"Too many requests, "
                        + "please try again later.\",\"retryAfterSeconds\":1}",
                        Rule.always(WATCHES, new Fault.Answer(Refusal.of(429)))),
                Arguments.of(HEAD + "\"fault\":\"answer\",\"code\":500,\"reason\":\"\",\"message\":\"etcdserver: request timed out\","
                        + "\"retryAfterSeconds\":0}", Rule.always(WATCHES, new Fault.Answer(Refusal.storeTimedOut()))),
                Arguments.of(HEAD + "\"fault\":\"delay\",\"seconds\":0.25,\"landed\":false}",
                        Rule.always(WATCHES, new Fault.Delay(Duration.ofMillis(250), Stage.BEFORE))),
                Arguments.of(HEAD + "\"fault\":\"hang\",\"seconds\":30.0,\"landed\":true}",
                        Rule.always(WATCHES, new Fault.Hang(Duration.ofSeconds(30), Stage.AFTER))),
                Arguments.of(HEAD + "\"fault\":\"truncate\",\"bytes\":7}", Rule.always(WATCHES, new Fault.Truncate(7))),
                Arguments.of(HEAD + "\"fault\":\"watch-end\",\"events\":0}", Rule.always(WATCHES, BreakWatch.of(Break.END, 0))),
                Arguments.of(HEAD + "\"fault\":\"watch-drop\",\"events\":1}", Rule.always(WATCHES, BreakWatch.of(Break.DROP, 1))),
                Arguments.of(HEAD + "\"fault\":\"watch-cut\",\"events\":2}", Rule.always(WATCHES, BreakWatch.of(Break.CUT, 2))),
                Arguments.of(HEAD + "\"fault\":\"watch-hang\",\"events\":3,\"seconds\":5.0}",
                        Rule.always(WATCHES, new BreakWatch(Break.HANG, 3, Duration.ofSeconds(5)))),
                Arguments.of(HEAD + "\"fault\":\"watch-expire\",\"events\":4}", Rule.always(WATCHES, BreakWatch.of(Break.EXPIRE, 4))),
                Arguments.of(HEAD + "\"fault\":\"watch-delay\",\"seconds\":1.5}",
                        Rule.always(WATCHES, new Fault.DelayWatch(Duration.ofMillis(1500)))));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void readsWhatItWrites(String json, Rule rule) {
        assertEquals(new Reading.Read(rule), RuleNotation.read(Json.object(json)));
        assertEquals(json, RuleNotation.write(rule).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"fault":"answer"}             | answer 500 InternalError
            {"fault":"answer","code":409}  | answer 409 Conflict
            {"fault":"answer","code":410}  | answer 410 Expired
            {"fault":"answer","code":429}  | answer 429 TooManyRequests
            {"fault":"answer","code":503}  | answer 503 ServiceUnavailable
            {"fault":"answer","code":504}  | answer 504 Timeout
            {"fault":"answer","code":418}  | answer 418 -
            {"fault":"answer","reason":""} | answer 500 -
            """)
    void saysWhatAServerSaysWhereTheRuleDoesNot(String json, String expected) {
        var answer = (Fault.Answer) ((Reading.Read) RuleNotation.read(Json.object(json))).rule().fault();
        String reason = answer.refusal().reason();
        assertEquals(expected, "answer " + answer.refusal().code() + " " + (reason.isEmpty() ? "-" : reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                    | a rule is a JSON object
            {}                                    | fault is missing; wanted one of answer, drop, delay, hang, truncate, watch-end, watch-drop, watch-cut, watch-hang, watch-expire, watch-delay
            {"fault":"cut"}                       | fault is "cut"; wanted one of answer, drop, delay, hang, truncate, watch-end, watch-drop, watch-cut, watch-hang, watch-expire, watch-delay
            {"fault":"drop","verbs":"get"}        | unknown field verbs
            {"fault":"drop","verb":1}             | verb is 1; wanted a text
            {"fault":"drop","landed":"yes"}       | landed is "yes"; wanted true or false
            {"fault":"drop","times":0}            | times is 0; wanted a whole number from 1 to 1000000000
            {"fault":"drop","times":-1}           | times is -1; wanted a whole number from 1 to 1000000000
            {"fault":"drop","times":1.5}          | times is 1.5; wanted a whole number from 1 to 1000000000
            {"fault":"drop","probability":0}      | probability is 0; wanted a number above 0 and up to 1
            {"fault":"hang","seconds":3601}       | seconds is 3601; wanted a number from 0 to 3600
            {"fault":"hang","seconds":"1"}        | seconds is "1"; wanted a number from 0 to 3600
            {"fault":"answer","code":200}         | code is 200; wanted a whole number from 400 to 599
            {"fault":"truncate","bytes":1.5}      | bytes is 1.5; wanted a whole number from 0 to 1000000000
            """)
    void saysWhatIsWrongAndWhatWouldBeRight(String json, String problem) {
        assertEquals(new Reading.Unusable(List.of(problem)), RuleNotation.read(Json.MAPPER.readTree(json)));
    }
}
