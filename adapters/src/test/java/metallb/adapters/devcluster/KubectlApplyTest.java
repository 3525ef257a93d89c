package metallb.adapters.devcluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What every kubectl applied at the client goes on at the server, and one manager takes over from another. */
@Timeout(240)
class KubectlApplyTest {
    private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";
    private static final String BY_KUBECTL = "kubectl Apply {f:data:{f:a:{},f:b:{}}}\n";
    private static final String ANNOTATED = "kubectl-last-applied Apply {f:metadata:{f:annotations:{f:" + ANNOTATION + ":{}}}}\n";

    @TempDir
    private Path home;
    private final DevCluster cluster = DevCluster.start(InetAddress.getLoopbackAddress(), 0);
    private InstalledKubectl kubectl;

    @AfterEach
    void stop() {
        cluster.close();
    }

    private void write(String data) throws IOException {
        Files.writeString(home.resolve("c.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {" + data + "}\n");
    }

    private String apply(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("apply", "-f", "c.yaml"));
        arguments.addAll(List.of(options));
        return kubectl.run(arguments.toArray(String[]::new));
    }

    /** A line for each: who, how, which fields. By name: the server's order is that of the seconds in which each wrote. */
    private String managers() throws Exception {
        List<String> lines = new ArrayList<>();
        for (JsonNode entry : get().get("metadata").get("managedFields")) {
            lines.add(Json.text(entry, "manager") + " " + Json.text(entry, "operation") + " "
                    + entry.get("fieldsV1").toString().replace("\"", "") + "\n");
        }
        Collections.sort(lines);
        return String.join("", lines);
    }

    private ObjectNode get() throws Exception {
        return Json.object(kubectl.run("get", "cm", "c", "-o", "json", "--show-managed-fields"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.27", "1.28", "1.29", "1.30", "1.31", "1.32", "1.33"})
    void whatTheClientAppliedTheServerGoesOnWith(String version) throws Exception {
        kubectl = InstalledKubectl.of(version, home, cluster);
        write("a: '1', b: '1'");
        assertEquals("configmap/c created\n", apply());
        assertEquals("kubectl-client-side-apply Update {f:data:{.:{},f:a:{},f:b:{}},f:metadata:{f:annotations:{.:{},f:" + ANNOTATION
                + ":{}}}}\n", managers());
        assertEquals("configmap/c serverside-applied\n", apply("--server-side"));
        assertEquals(BY_KUBECTL + ANNOTATED, managers());
        // what the client had applied is taken back when it is no longer named: this is what the change over is for
        write("a: '2'");
        assertEquals("configmap/c serverside-applied\n", apply("--server-side"));
        assertEquals("{\"a\":\"2\"}", get().get("data").toString());
        write("a: '3', z: '1'");
        assertEquals("configmap/c configured\n", apply());
        assertEquals("{\"a\":\"3\",\"z\":\"1\"}", get().get("data").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.27", "1.28", "1.29", "1.30", "1.31", "1.32", "1.33"})
    void anotherManagerTakesOverByForceOnly(String version) throws Exception {
        kubectl = InstalledKubectl.of(version, home, cluster);
        write("a: '1', b: '1'");
        assertEquals("configmap/c serverside-applied\n", apply("--server-side"));
        assertEquals(BY_KUBECTL, managers());
        write("a: '2'");
        String refused = apply("--server-side", "--field-manager=other");
        assertEquals("error: Apply failed with 1 conflict: conflict with \"kubectl\": .data.a", refused.lines().findFirst().orElse(""));
        assertEquals(BY_KUBECTL, managers());
        assertEquals("configmap/c serverside-applied\n", apply("--server-side", "--field-manager=other", "--force-conflicts"));
        assertEquals("kubectl Apply {f:data:{f:b:{}}}\nother Apply {f:data:{f:a:{}}}\n", managers());
        assertEquals("{\"a\":\"2\",\"b\":\"1\"}", get().get("data").toString());
    }
}
