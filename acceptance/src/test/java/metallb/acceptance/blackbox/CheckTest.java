package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code metallb check}: the controller's words about a file, and an exit status for scripts. */
class CheckTest {
    private static final String SAMPLE = "bootstrap/src/main/resources/metallb/bootstrap/demo/sample.yaml";

    private static final String OVERLAPPING = """
            peers: [{my-asn: 42, peer-asn: 100, peer-address: 10.0.0.1,
              node-selectors: [match-labels: {rack: 1}]}]
            address-pools:
            - name: a
              protocol: bgp
              cidr: [10.96.10.7/24]
            """;

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
    void saysWhatCannotBeRead(@TempDir Path directory) throws IOException {
        Path latin1 = Files.write(directory.resolve("latin1.yaml"), "peers:\n# \u00e4\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(new Run(2, "", "nowhere.yaml: no such file\n" + latin1 + ": line 2 is not UTF-8: byte 0xE4 at offset 9;"
                + " save the file as UTF-8\n"
                + directory + ": is a directory; expected a file\n"),
                Run.metallb("check", "nowhere.yaml", latin1.toString(), directory.toString()));
    }

    @Test
    void warnsOfWhatSurroundsTheConfigurationAndStillEndsWithZero(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("config.yaml"), OVERLAPPING);
        assertEquals(new Run(0, """
                warning: FILE:6:10: address-pools[0].cidr[0]: CIDR "10.96.10.7/24" in pool "a" has host bits, which are \
                ignored; write 10.96.10.0/24
                warning: FILE:1:9: peers[0]: no peer runs on node "b", so it announces nothing; let a peer select it, if it \
                shall
                warning: FILE:4:3: address-pools[0]: 10.96.10.0-10.96.10.255 in pool "a" overlaps the service range \
                10.96.0.0/12; expected addresses that nothing else in the network has
                FILE: acceptable: 1 peer, 1 address pool
                """.replace("FILE", file.toString()), ""),
                Run.metallb("check", "--service-cidr", "10.96.0.0/12", "--node", "a:rack=1", "--node", "b", file.toString()));
    }

    /** The shape that docs/configuration.md describes; the greatest status of all files counts. */
    @Test
    void saysTheSameAsJson() {
        Run run = Run.of(List.of(Run.LAUNCHER.toString(), "check", "-o", "json", "-", "nowhere.yaml",
                Run.PROJECT.resolve(SAMPLE).toString()), "peers: [{my-asn: 0, peer-asn: 1, peer-address: 10.0.0.1}]\n",
                Map.of("METALLB_NO_BUILD", "1"));
        assertEquals(new Run(2, """
                {
                  "files" : [ {
                    "file" : "standard input",
                    "verdict" : "refused",
                    "errors" : [ {
                      "path" : "peers[0].my-asn",
                      "line" : 1,
                      "column" : 18,
                      "what" : "missing local ASN: my-asn is 0",
                      "wanted" : "expected a number from 1 to 4294967295"
                    } ]
                  }, {
                    "file" : "nowhere.yaml",
                    "verdict" : "unreadable",
                    "why" : "no such file"
                  }, {
                    "file" : "FILE",
                    "verdict" : "acceptable",
                    "peers" : 1,
                    "addressPools" : 1,
                    "warnings" : [ ]
                  } ]
                }
                """.replace("FILE", Run.PROJECT.resolve(SAMPLE).toString()), ""), run);
    }
}
