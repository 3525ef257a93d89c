package metallb.bootstrap.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import metallb.domain.bgp.session.Beginning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineUptimeTest {
    @ParameterizedTest
    @CsvSource({"350735.47 234388.90, 350735470", "'0.00 0.00\n', 0", "12 0, 12000"})
    void readsWhatLinuxSays(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), Duration.ofMillis(MachineUptime.parse(text).toMillis()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "up", "-1.0 0", "NaN 0", "1e30 0"})
    void knowsWhatIsNoUptime(String text) {
        assertThrows(NumberFormatException.class, () -> MachineUptime.parse(text));
    }

    @Test
    void thisMachineBootedBeforeThisProcessBegan() {
        Beginning beginning = MachineUptime.beginning(5);
        assertEquals(5, beginning.processNanos());
        assertTrue(beginning.machineNanos() < 5, beginning.toString());
    }
}
