package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code metallb check}: the controller's words about a file, and an exit status for scripts. */
class CheckTest {
    private static final String SAMPLE = "bootstrap/src/main/resources/metallb/bootstrap/demo/sample.yaml";

    @Test
    void acceptsThePagesSample() {
        String file = Run.PROJECT.resolve(SAMPLE).toString();
        assertEquals(new Run(0, file + ": acceptable: 1 peer, 1 address pool\n", ""), Run.metallb("check", file));
    }

    @Test
    void findsEveryProblemAtOnce() {
        Run run = Run.of(List.of(Run.LAUNCHER.toString(), "check", "-"), """
                peers:
                - my-asn: 0
                  peer-adress: 10.0.0.1
                """, Map.of("METALLB_NO_BUILD", "1"));
        assertEquals(new Run(1, """
                error: standard input:2:3: peers[0]: missing peer ASN; write peer-asn: with a number from 1 to 4294967295
                error: standard input:2:3: peers[0]: missing peer IP; write peer-address: with the router's IPv4 or \
                IPv6 address
                error: standard input:2:11: peers[0].my-asn: missing local ASN: my-asn is 0; expected a number from 1 to 4294967295
                error: standard input:3:3: peers[0].peer-adress: unknown key "peer-adress"; did you mean peer-address?
                standard input: refused, 4 errors
                """, ""), run);
    }

    @Test
    void saysSoWhereThereIsNoSuchFile() {
        assertEquals(new Run(2, "", "nowhere.yaml: no such file\n"), Run.metallb("check", "nowhere.yaml"));
    }
}
