package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.World.CONFIG_MAPS;
import static metallb.adapters.support.apistore.World.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that no server gave are refused as Go's base64, Go's JSON and the server itself do it, in this order. */
class ContinueTokenTest {
    private static final String REFUSED = "400 invalid continue token: continue key is not valid: ";

    private final World world = new World();

    private String answer(String token) {
        return message(world.get(CONFIG_MAPS + "?continue=" + token));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            abc    | invalid character 'i' looking for beginning of value
            e30    | server does not recognize this encoded version
            a      | illegal base64 data at input byte 0
            abcde  | illegal base64 data at input byte 4
            ab*c   | illegal base64 data at input byte 2
            e30=   | illegal base64 data at input byte 3
            e3+0   | illegal base64 data at input byte 2
            eé0    | illegal base64 data at input byte 1
            e3     | unexpected end of JSON input
            """)
    void refusesWhatIsNoBase64OfJson(String token, String why) {
        assertEquals(REFUSED + why, answer(token).strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                              | json: cannot unmarshal array into Go value of type storage.continueToken
            7                                               | json: cannot unmarshal number into Go value of type storage.continueToken
            {'v':1}                                         | json: cannot unmarshal number into Go struct field continueToken.v of type string
            {'rv':'1'}                                      | json: cannot unmarshal string into Go struct field continueToken.rv of type int64
            {'rv':1.5}                                      | json: cannot unmarshal number 1.5 into Go struct field continueToken.rv of type int64
            {'rv':9223372036854775808}                      | json: cannot unmarshal number 9223372036854775808 into Go struct field continueToken.rv of type int64
            {'start':{},'v':1}                              | json: cannot unmarshal object into Go struct field continueToken.start of type string
            {'v':'meta.k8s.io/v2','rv':2,'start':'/a'}      | server does not recognize this encoded version meta.k8s.io/v2
            {'v':'meta.k8s.io/v1','start':'/a'}             | incorrect encoded start resourceVersion (version meta.k8s.io/v1)
            {'v':'meta.k8s.io/v1','rv':2}                   | encoded start key empty (version meta.k8s.io/v1)
            {'v':'meta.k8s.io/v1','rv':2,'start':'/../a'}   | /../a
            {'v':'meta.k8s.io/v1','rv':2,'start':'a//b'}    | a//b
            {'v':'meta.k8s.io/v1','rv':2,'start':'/a/'}     | /a/
            {'v':'meta.k8s.io/v1','rv':2,'start':'/\uffff'} | /\uffff
            {'v'                                            | unexpected end of JSON input
            """)
    void refusesJsonThatIsNoToken(String json, String why) {
        assertEquals(REFUSED + why, answer(Base64.getUrlEncoder().withoutPadding()
                .encodeToString(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))));
    }

    /** What a server would take, it takes: a field more, the beginning of the list, line breaks in the text. */
    @Test
    void takesWhatAServerTakes() {
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(
                "{\"v\":\"meta.k8s.io/v1\",\"rv\":2,\"start\":\"/\",\"x\":null}".getBytes(StandardCharsets.UTF_8));
        assertEquals(200, world.get(CONFIG_MAPS + "?continue=" + token).code());
        assertEquals(200, world.get(CONFIG_MAPS + "?continue=" + token.substring(0, 5) + "\r\n" + token.substring(5)).code());
    }
}
