package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.Arguments;

/** What is wrong on the command line is said in the first line, with what would be right; the status is 2. */
class UsageTest {
    static List<Arguments> mistakes() {
        return List.of(
                wrong("which command?"),
                wrong("Unmatched argument at index 0: 'contoller'", "contoller"),
                wrong("which node does it speak for? Wanted --node-name NAME, or METALLB_NODE_NAME in the environment",
                        "speaker"),
                wrong("Invalid value for option '--node-ip': 'node-1' is not an IP address; wanted something like 10.0.0.1"
                        + " or 2001:db8::1", "speaker", "--node-name=a", "--node-ip=node-1"),
                wrong("Invalid value for option '--port': '99999' is not a port; wanted a number from 0 to 65535",
                        "controller", "--port=99999"),
                wrong("Invalid value for option '--listen': '127.0.0.1' is not ADDRESS:PORT; wanted something like"
                        + " 127.0.0.1:179 or [::1]:179", "router", "--listen=127.0.0.1"),
                wrong("Invalid value for option '--hold-time': '2' is not a hold time; wanted 0, or 3 to 65535 seconds",
                        "router", "--hold-time=2"),
                wrong("Invalid value for option '--asn': '0' is not an AS number; wanted a number from 1 to 4294967295",
                        "router", "--asn=0"),
                wrong("Missing required parameter: 'FILE'", "check"),
                wrong("Invalid value for option '--node-cidr' (CIDR): '10.0.0.0' is not a prefix; wanted something like"
                        + " 10.0.0.0/16 or 2001:db8::/64", "check", "--node-cidr=10.0.0.0", "config.yaml"),
                wrong("Invalid value for option '--node' (NAME[:KEY=VALUE,...]): ':' is not a node; wanted something like a"
                        + " or a:rack=1,zone=x", "check", "--node=:", "config.yaml"));
    }

    private static Arguments wrong(String firstLine, String... arguments) {
        return Arguments.of(firstLine, List.of(arguments));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsWrongAndWhatWouldBeRight(String firstLine, List<String> arguments) {
        Run run = Run.metallb(arguments.toArray(String[]::new));
        assertEquals(firstLine, run.err().lines().findFirst().orElse(""), run.err());
        assertEquals(2, run.status());
        assertEquals("", run.out());
    }

    @ParameterizedTest
    @MethodSource("clusters")
    void saysWhereItLookedForACluster(String expected, Map<String, String> environment) {
        Map<String, String> all = new java.util.TreeMap<>(environment);
        all.putAll(Map.of("METALLB_NO_BUILD", "1", "KUBERNETES_SERVICE_HOST", ""));
        Run run = Run.of(List.of(Run.LAUNCHER.toString(), "controller", "--port=0"), "", all);
        assertEquals(expected + "\n", run.err());
        assertEquals(1, run.status());
    }

    static List<Arguments> clusters() {
        return List.of(
                Arguments.of("metallb controller: no cluster: looked for --kubeconfig (not given), KUBECONFIG (not set),"
                        + " /nowhere/.kube/config (no such file), in-cluster (KUBERNETES_SERVICE_HOST not set)",
                        Map.of("HOME", "/nowhere", "KUBECONFIG", "")),
                Arguments.of("metallb controller: KUBECONFIG names /nowhere/config: no such file",
                        Map.of("KUBECONFIG", "/nowhere/config")));
    }
}
