package metallb.domain.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtendedCommunityTextTest {
    /** Bytes as RFC 4360 sections 3 to 5 and RFC 5668 section 2 lay them out. */
    @ParameterizedTest
    @CsvSource({
        "rt:0:0,                     0002000000000000", "rt:64500:100,               0002fbf400000064",
        "rt:65535:4294967295,        0002ffffffffffff", "soo:64500:100,              0003fbf400000064",
        "rt:65536:1,                 0202000100000001", "rt:4294967295:65535,        0202ffffffffffff",
        "soo:4200000000:7,           0203fa56ea000007", "rt:10.0.0.1:7,              01020a0000010007",
        "soo:255.255.255.255:65535,  0103ffffffffffff", "ext:0004fc1f47f42400,       0004fc1f47f42400",
        "ext:4002fbf400000064,       4002fbf400000064", "ext:0202000000010001,       0202000000010001",
        "ext:0302000000010001,       0302000000010001", "ext:ffffffffffffffff,       ffffffffffffffff"})
    void readsAndWritesWhatStandsForTheBytes(String text, String bytes) {
        Community community = new Community.Extended(Long.parseUnsignedLong(bytes, 16));
        assertEquals(Optional.of(community), Community.parse(text));
        assertEquals(text, community.toString());
    }

    @ParameterizedTest
    @CsvSource({"rt:007:01, rt:7:1", "ext:0002FBF400000064, rt:64500:100", "ext:02020001000000ab, rt:65536:171"})
    void readsOtherWaysToWriteTheSame(String text, String shown) {
        assertEquals(Optional.of(shown), Community.parse(text).map(Community::toString));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rt:", "rt:1", "rt:1:", "rt::1", "rt:1:2:3", "RT:1:1", "rt:-1:1", "rt:1:-1", "rt:1:4294967296",
        "rt:65536:65536", "rt:4294967296:1", "rt:10.0.0.1:65536", "rt:10.0.0.256:1", "soo:fd00::1:1", "soo:1.1", "ext:",
        "ext:0004fc1f47f4240", "ext:0004fc1f47f424000", "ext:0004fc1f47f4240g", "ext:0004fc1f:47f42400", "color:1:1"})
    void refusesWhatIsNone(String text) {
        assertEquals(Optional.empty(), Community.parse(text));
    }

    @Test
    void readsWhateverItWrites() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            // the types that have words, more often than they would come by chance
            long type = random.nextInt(2) == 0 ? random.nextLong() : random.nextLong(5) << 56 | random.nextLong(5) << 48;
            long value = type & 0xffffL << 48 | random.nextLong() >>> 16 >>> random.nextInt(48);
            Community community = new Community.Extended(value);
            assertEquals(Optional.of(community), Community.parse(community.toString()), community::toString);
        }
    }
}
