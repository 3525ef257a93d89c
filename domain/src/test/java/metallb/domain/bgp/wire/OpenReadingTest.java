package metallb.domain.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OpenReadingTest {
    private static final Capability V4 = Capability.MultiProtocol.unicast(Family.IPV4);
    private static final Capability REFRESH = new Capability.RouteRefresh();
    private static final Capability AS64543 = new Capability.FourOctetAs(new Asn(64543));
    /** Version, AS 1, hold time 90, an id. */
    private static final String FIXED = "04 0001 005a 0a000005";

    static Stream<Arguments> realOpens() {
        return Stream.of(
                Arguments.of("0041 01 04 0001 00b4 0a010101 24 0222 010400010001 010400010004 0200 4002012c"
                        + "410400000001 4508 0001010100010401",
                        open(1, 180, "10.1.1.1", V4, new Capability.MultiProtocol(1, 4), REFRESH,
                                new Capability.GracefulRestart(0, 300, List.of()),
                                new Capability.FourOctetAs(new Asn(1)), unknown(69, "0001010100010401"))),
                Arguments.of("0025 01 04 fc1f 0028 c0a81241 08 0206 41040000fc1f",
                        open(64543, 40, "192.168.18.65", AS64543)),
                Arguments.of("0033 01 04 fc1f 0028 c0a81045 16 0214 010400010001 0200 40020000 41040000fc1f 4600",
                        open(64543, 40, "192.168.16.69", V4, REFRESH, new Capability.GracefulRestart(0, 0, List.of()),
                                AS64543, new Capability.EnhancedRouteRefresh())),
                Arguments.of("0035 01 04 fc1f 00b4 c0a81001 18 0206010400010001 02028000 02020200 020641040000fc1f",
                        open(64543, 180, "192.168.16.1", V4, unknown(128, ""), REFRESH, AS64543)));
    }

    private static Message.Open open(long asn, int holdTime, String id, Capability... capabilities) {
        return new Message.Open(new Asn(asn), (int) asn, holdTime, RouterId.of(id), List.of(capabilities));
    }

    private static Capability unknown(int code, String hex) {
        return new Capability.Unknown(code, Bytes.ofHex(hex));
    }

    @ParameterizedTest
    @MethodSource("realOpens")
    void readsTheOpensOfRealRouters(String hex, Message.Open open) {
        assertEquals(new Reading.Complete(open),
                Wire.read(Wire.terms(false, true), Bytes.ofHex(Wire.MARKER + hex)));
    }

    static Stream<Arguments> odd() {
        return Stream.of(
                Arguments.of("several in one parameter", "0a 0208 0200 4600 8000 c800",
                        List.of(REFRESH, new Capability.EnhancedRouteRefresh(), unknown(128, ""), unknown(200, ""))),
                Arguments.of("one in each parameter", "08 02020200 02024600",
                        List.of(REFRESH, new Capability.EnhancedRouteRefresh())),
                Arguments.of("repeated", "0c 02020200 02020200 02020200", List.of(REFRESH, REFRESH, REFRESH)),
                Arguments.of("an empty parameter", "02 0200", List.of()),
                Arguments.of("RFC 9072", "ff ff 000a 02 0002 0200 02 0002 4600",
                        List.of(REFRESH, new Capability.EnhancedRouteRefresh())),
                Arguments.of("RFC 9072 with another short length", "07 ff 0005 02 0002 0200", List.of(REFRESH)),
                Arguments.of("RFC 9072 without parameters", "ff ff 0000", List.of()),
                Arguments.of("route refresh with a value", "05 0203 020107", List.of(unknown(2, "07"))),
                Arguments.of("the reserved byte of multi-protocol set", "08 0206 01040001ff01", List.of(V4)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("odd")
    void acceptsWhatIsOnlyOdd(String name, String parameters, List<Capability> capabilities) {
        Reading reading = Wire.read(Wire.terms(false, true), Wire.message(1, FIXED + parameters));
        assertEquals(new Reading.Complete(open(1, 90, "10.0.0.5", capabilities.toArray(Capability[]::new))), reading);
    }

    @ParameterizedTest
    @CsvSource({
        "03 0001 005a 0a000005 00, 2/1 [0004] BGP version 3",
        "05 0000 0001 00000000 00, 2/1 [0004] BGP version 5",
        "04 0000 005a 0a000005 00, 2/2 AS number 0",
        "04 0000 005a 0a000005 08 0206 410400000001, 2/2 AS number 0",
        "04 5ba0 005a 0a000005 08 0206 410400000000, 2/2 AS number 0",
        "04 5ba0 005a 0a000005 00, 2/2 AS number 23456 without the four-octet one",
        "04 0001 0001 0a000005 00, 2/6 hold time 1 s",
        "04 0001 0002 0a000005 00, 2/6 hold time 2 s",
        "04 0001 005a 00000000 00, 2/3 router id 0.0.0.0",
        "04 0001 005a 0a000005 01, 2/0 optional parameters of 1 bytes in 0",
        "04 0001 005a 0a000005 00 0200, 2/0 optional parameters of 0 bytes in 2",
        "04 0001 005a 0a000005 01 02, 2/0 half an optional parameter at the end",
        "04 0001 005a 0a000005 02 0201, 2/0 an optional parameter of 1 bytes in 0",
        "04 0001 005a 0a000005 03 010100, 2/4 optional parameter 1",
        "04 0001 005a 0a000005 06 02020200 0100, 2/4 optional parameter 1",
        "04 0001 005a 0a000005 03 020102, 2/0 half a capability at the end",
        "04 0001 005a 0a000005 04 02020201, 2/0 capability 2 of 1 bytes in 0",
        "04 0001 005a 0a000005 07 0205 0103000100, 2/0 capability 1 of 3 bytes",
        "04 0001 005a 0a000005 06 0204 41020001, 2/0 capability 65 of 2 bytes",
        "04 0001 005a 0a000005 05 0203 400100, 2/0 capability 64 of 1 bytes",
        "04 0001 005a 0a000005 07 0205 0503000100, 2/0 capability 5 of 3 bytes",
        "04 0001 005a 0a000005 ff ff 0001, 2/0 optional parameters of 1 bytes in 0",
        "04 0001 005a 0a000005 ff ff 0002 0200, 2/0 half an optional parameter at the end",
        "04 0001 005a 0a000005 ff ff 0004 03 0001 00, 2/4 optional parameter 3"})
    void answersWhatIsWrong(String body, String error) {
        assertEquals(error, Wire.error(Wire.read(Wire.terms(false, true), Wire.message(1, body))));
    }

    @Test
    void letsTheFirstOfTwoFourOctetNumbersCount() {
        Reading reading = Wire.read(Wire.terms(false, true),
                Wire.message(1, "04 5ba0 005a 0a000005 0e 020c 410400010000 410400020000"));
        assertEquals(new Reading.Complete(new Message.Open(new Asn(65536), 23456, 90, RouterId.of("10.0.0.5"),
                List.of(new Capability.FourOctetAs(new Asn(65536)), new Capability.FourOctetAs(new Asn(131072))))),
                reading);
    }

    @ParameterizedTest
    @CsvSource({
        "fffffffffffffffffffffffffffffffe 0013 04, 1/1 the marker is not all ones",
        "7fffffffffffffffffffffffffffffff 0000 ff, 1/1 the marker is not all ones",
        "ffffffffffffffffffffffffffffffff 0012 04, 1/2 [0012] a message of 18 bytes",
        "ffffffffffffffffffffffffffffffff 0000 02, 1/2 [0000] a message of 0 bytes",
        "ffffffffffffffffffffffffffffffff 1001 02, 1/2 [1001] a message of 4097 bytes",
        "ffffffffffffffffffffffffffffffff ffff 07, 1/2 [ffff] a message of 65535 bytes",
        "ffffffffffffffffffffffffffffffff 001c 01, 1/2 [001c] an OPEN of 28 bytes",
        "ffffffffffffffffffffffffffffffff 0016 02, 1/2 [0016] an UPDATE of 22 bytes",
        "ffffffffffffffffffffffffffffffff 0014 03, a NOTIFICATION of 20 bytes",
        "ffffffffffffffffffffffffffffffff 0014 04, 1/2 [0014] a KEEPALIVE of 20 bytes",
        "ffffffffffffffffffffffffffffffff 0013 00, 1/3 [00] message type 0",
        "ffffffffffffffffffffffffffffffff 0013 06, 1/3 [06] message type 6",
        "ffffffffffffffffffffffffffffffff 1000 ff, 1/3 [ff] message type 255",
        "ffffffffffffffffffffffffffffffff 0013 05, 7/1 [ffffffffffffffffffffffffffffffff001305] a ROUTE-REFRESH of 19 bytes",
        "ffffffffffffffffffffffffffffffff 0018 05 0001000100, 7/1 [ffffffffffffffffffffffffffffffff0018050001000100] a ROUTE-REFRESH of 24 bytes"})
    void saysWhatIsWrongWithABadHeaderAtOnceAndForEver(String hex, String error) {
        MessageReader reader = new MessageReader();
        reader.feed(Bytes.ofHex(hex));
        assertEquals(error, Wire.error(reader.next()));
        reader.feed(MessageWriter.keepalive());
        assertEquals(error, Wire.error(reader.next()));
        reader.feed(MessageWriter.keepalive());
        assertEquals(error, Wire.error(reader.next()));
    }
}
