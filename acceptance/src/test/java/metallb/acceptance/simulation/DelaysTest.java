package metallb.acceptance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A route that is not wanted any more is excused by what is there to excuse it, and by nothing else. */
class DelaysTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nothing happened                         |                                             | 101
            its speaker's watches are lost           | 90 outage speaker a 20s                     | 111
            another speaker's watches are lost       | 90 outage speaker b 20s                     | 101
            it was started again since               | 90 outage speaker a 20s, 91 start speaker a | 101
            its speaker ends                         | 99 stop speaker a                           | 103
            its speaker crashed                      | 99 crash speaker a                          | 101
            the line is cut, the session held        | 90 cut a r1                                 | 121
            the line is cut twice                    | 90 cut a r1, 95 cut a r1                    | 121
            another line is cut                      | 90 cut a r2, 90 cut b r1                    | 101
            the line was healed                      | 90 cut a r1, 95 heal a r1                   | 101
            it was healed, and is cut again          | 90 cut a r1, 95 heal a r1, 96 cut a r1      | 127
            the hold time is over long since         | 50 cut a r1                                 | 101
            the API is in bad weather                | 90 weather mixed 7                          | 101
            the controller is gone                   | 90 crash controller, 91 stop router r2      | 101
            """)
    void excuses(String why, String done, int until) {
        Delays delays = new Delays();
        for (String command : done == null ? new String[0] : done.split(", ")) {
            int second = Integer.parseInt(command.substring(0, command.indexOf(' ')));
            delays.done(command.substring(command.indexOf(' ') + 1), Duration.ofSeconds(second));
        }
        assertEquals(Duration.ofSeconds(until), delays.until("r1", "a", Duration.ofSeconds(100)), why);
    }
}
