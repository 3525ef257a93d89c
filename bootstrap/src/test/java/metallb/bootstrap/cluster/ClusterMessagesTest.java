package metallb.bootstrap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import metallb.adapters.devcluster.DevCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What {@code metallb cluster} and its subcommands say to what they cannot use: where it is, what it is, what would be right. */
@Timeout(60)
class ClusterMessagesTest {
    @TempDir
    private Path home;

    /** The first line of what it says, after its exit code. */
    private static String run(String... arguments) {
        var said = new StringWriter();
        CommandLine command = new CommandLine(new ClusterCommand());
        command.setExecutionExceptionHandler((error, _, _) -> {
            said.append(error.getMessage());
            return 1;
        });
        int code = command.setErr(new PrintWriter(said, true)).setOut(new PrintWriter(said, true)).execute(arguments);
        return code + " " + said.toString().lines().findFirst().orElse("");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --nodes=-3                            | 2 Invalid value for option '--nodes': '-3' is no number of nodes; wanted one from 0 to 5000
            --nodes=many                          | 2 Invalid value for option '--nodes': 'many' is no number of nodes; wanted one from 0 to 5000
            --nodes=5001                          | 2 Invalid value for option '--nodes': '5001' is no number of nodes; wanted one from 0 to 5000
            --load=HOME                           | 1 HOME: is a directory; wanted a file of YAML or JSON
            --load=HOME/none                      | 1 HOME/none: no such file; wanted one of YAML or JSON
            --write-kubeconfig=HOME/none/kc       | 2 cannot write the kubeconfig to HOME/none/kc; wanted a file in a directory that is there and may be written to
            --fault={"fault":"drop","times":0}    | 2 Invalid value for option '--fault' (RULE): times is 0; wanted a whole number from 1 to 1000000000
            seen --kubeconfig=HOME/none           | 2 kubeconfig HOME/none: no such file; wanted the file that the cluster wrote for --write-kubeconfig
            seen --kubeconfig=HOME                | 2 kubeconfig HOME: is a directory; wanted the file that the cluster wrote for --write-kubeconfig
            seen --kubeconfig=HOME/other          | 2 kubeconfig HOME/other: names no embedded cluster; wanted the file that the cluster wrote for --write-kubeconfig
            seen --kubeconfig=                    | 2 which cluster? Give --server or --kubeconfig, or set KUBECONFIG
            compact --server=127.0.0.1:1          | 2 '127.0.0.1:1' is no address of a cluster; wanted http://127.0.0.1:PORT as it printed it
            compact --server=http://[x            | 2 'http://[x' is no address of a cluster; wanted http://127.0.0.1:PORT as it printed it
            compact --server=http://127.0.0.1:1/  | 1 no cluster listens on http://127.0.0.1:1
            """)
    void sayWhereAndWhatAndWhatWouldBeRight(String arguments, String expected) throws Exception {
        Files.writeString(home.resolve("other"), "clusters: [{cluster: {server: 'https://10.0.0.1:6443'}}]\n");
        assertEquals(expected.replace("HOME", home.toString()), run(arguments.replace("HOME", home.toString()).split(" ")));
    }

    @Test
    void sayWhoMayWhereACallerMayNot() throws Exception {
        try (DevCluster cluster = DevCluster.startGuarded(InetAddress.getLoopbackAddress(), 0)) {
            Path kubeconfig = Files.writeString(home.resolve("kubeconfig"), cluster.kubeconfig());
            String guarded = "1 the cluster on " + cluster.url() + " is guarded and says: %s; wanted the kubeconfig that it wrote, or its"
                    + " address with the token of an account that may do this";
            assertEquals(guarded.formatted("forbidden: User \"system:anonymous\" cannot post path \"/faults/compact\""),
                    run("compact", "--server=" + cluster.url()));
            assertEquals(guarded.formatted("Unauthorized"), run("seen", "--server=" + cluster.url().replace("://", "://any:wrong@")));
            assertEquals("0 0 faults; the clock is 0.0 s ahead", run("fault", "--kubeconfig=" + kubeconfig));
            assertEquals("0 the clock is 9.0 s ahead", run("clock", "--step=9", "--server=" + cluster.administratorUrl()));
        }
    }
}
