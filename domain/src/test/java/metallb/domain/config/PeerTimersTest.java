package metallb.domain.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No session is made with times that its messages cannot say (RFC 4271 4.2, RFC 4724 3). */
class PeerTimersTest {
    @ParameterizedTest
    @CsvSource({"PT0S,,", "PT3S,,", "PT65535S,,", "PT90S,PT1S,", "PT90S,PT90S,", "PT0S,PT0S,", "PT90S,,PT1S",
        "PT90S,,PT4095S"})
    void holdsTheTimesOfASession(Duration hold, Duration keepalive, Duration restart) {
        assertDoesNotThrow(() -> timers(hold, keepalive, restart));
    }

    @ParameterizedTest
    @CsvSource({"PT-1S,,,hold time PT-1S", "PT1S,,,hold time PT1S", "PT2S,,,hold time PT2S", "PT3.5S,,,hold time PT3.5S",
        "PT65536S,,,hold time PT18H12M16S", "PT90S,PT0S,,keepalive time PT0S", "PT90S,PT91S,,keepalive time PT1M31S",
        "PT0S,PT1S,,keepalive time PT1S", "PT90S,PT1.5S,,keepalive time PT1.5S", "PT90S,,PT0S,restart time PT0S",
        "PT90S,,PT4096S,restart time PT1H8M16S"})
    void refusesOthers(Duration hold, Duration keepalive, Duration restart, String why) {
        assertEquals(why, assertThrows(IllegalArgumentException.class, () -> timers(hold, keepalive, restart)).getMessage());
    }

    private static PeerTimers timers(Duration hold, Duration keepalive, Duration restart) {
        return new PeerTimers(hold, Optional.ofNullable(keepalive), Optional.ofNullable(restart));
    }
}
