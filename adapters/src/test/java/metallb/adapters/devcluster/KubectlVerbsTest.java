package metallb.adapters.devcluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import metallb.adapters.support.apistore.access.Gate;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.Times;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users type, by every kubectl that is installed. docs/embedded-cluster.md has the table of verbs and their tests. */
@Timeout(240)
class KubectlVerbsTest {
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: web, labels: {app: web}}
            spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80, nodePort: 30080}], clusterIP: 10.96.0.80}
            """;
    private static final String SHOWN = "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"192.0.2.1\"}]}}}";

    @TempDir
    private Path home;
    private final DevCluster cluster = DevCluster.start(InetAddress.getLoopbackAddress(), 0);
    private InstalledKubectl kubectl;

    @AfterEach
    void stop() {
        cluster.close();
    }

    private void use(String version) throws Exception {
        kubectl = InstalledKubectl.of(version, home, cluster);
        Files.writeString(home.resolve("web.yaml"), SERVICE);
        assertEquals("service/web created\n", kubectl.run("create", "-f", "web.yaml"));
    }

    /** Columns apart by one space, ages as AGE. */
    private String columns(String... arguments) throws IOException, InterruptedException {
        return kubectl.run(arguments).replaceAll(" {2,}", " ").replaceAll("(?m) +$", "").replaceAll("\\b\\d+s\\b", "AGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.27", "1.28", "1.29", "1.30", "1.31", "1.32", "1.33"})
    void getsInEveryForm(String version) throws Exception {
        use(version);
        String row = "web LoadBalancer 10.96.0.80 <pending> 80:30080/TCP AGE";
        String head = "NAME TYPE CLUSTER-IP EXTERNAL-IP PORT(S) AGE";
        assertEquals(head + "\n" + row + "\n", columns("get", "svc"));
        assertEquals(head + " SELECTOR\n" + row + " app=web\n", columns("get", "svc", "-o", "wide"));
        assertEquals("NAMESPACE " + head + "\ndefault " + row + "\n", columns("get", "svc", "-A"));
        assertEquals("service/web\n", kubectl.run("get", "svc", "-l", "app in (web)", "-o", "name"));
        assertEquals("No resources found in default namespace.\n", kubectl.run("get", "svc", "-l", "app!=web"));
        assertEquals("LoadBalancer/80", kubectl.run("get", "svc", "web", "-o", "jsonpath={.spec.type}/{.spec.ports[0].port}"));
        assertEquals("""
                {"allocateLoadBalancerNodePorts":true,"clusterIP":"10.96.0.80","clusterIPs":["10.96.0.80"],"externalTrafficPolicy":"Cluster",\
                "internalTrafficPolicy":"Cluster","ipFamilies":["IPv4"],"ipFamilyPolicy":"SingleStack","ports":[{"nodePort":30080,"port":80,\
                "protocol":"TCP","targetPort":80}],"selector":{"app":"web"},"sessionAffinity":"None","type":"LoadBalancer"}""",
                Json.object(kubectl.run("get", "svc", "web", "-o", "json")).get("spec").toString());
        String yaml = kubectl.run("get", "svc", "web", "-o", "yaml");
        assertTrue(yaml.startsWith("apiVersion: v1\nkind: Service\nmetadata:\n"), yaml);
        assertTrue(yaml.endsWith("  selector:\n    app: web\n  sessionAffinity: None\n  type: LoadBalancer\nstatus:\n  loadBalancer: {}\n"), yaml);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.27", "1.28", "1.29", "1.30", "1.31", "1.32", "1.33"})
    void patchesInEveryWayAndWatches(String version) throws Exception {
        use(version);
        Process watching = kubectl.start("false", "get", "svc", "-w", "--no-headers", "-o",
                "custom-columns=:.spec.ports[0].name,:.spec.externalTrafficPolicy,:.metadata.labels.tier,:.status.loadBalancer.ingress[0].ip");
        try (BufferedReader lines = watching.inputReader()) {
            assertEquals("<none> Cluster <none> <none>", next(lines));
            patch("{\"spec\":{\"ports\":[{\"port\":80,\"name\":\"http\"}]}}");
            assertEquals("http Cluster <none> <none>", next(lines));
            patch("[{\"op\":\"replace\",\"path\":\"/spec/externalTrafficPolicy\",\"value\":\"Local\"}]", "--type=json");
            assertEquals("http Local <none> <none>", next(lines));
            patch("{\"metadata\":{\"labels\":{\"tier\":\"front\"}}}", "--type=merge");
            assertEquals("http Local front <none>", next(lines));
            patch(SHOWN, "--type=merge", "--subresource=status");
            assertEquals("http Local front 192.0.2.1", next(lines));
            assertEquals("service/web edited\n", kubectl.edit("sed -i s/front/back/", "svc", "web"));
            assertEquals("http Local back 192.0.2.1", next(lines));
        } finally {
            watching.destroyForcibly();
        }
    }

    private static String next(BufferedReader lines) throws IOException {
        return lines.readLine().strip().replaceAll(" +", " ");
    }

    private void patch(String patch, String... options) throws Exception {
        String[] arguments = new String[options.length + 5];
        System.arraycopy(new String[] {"patch", "svc", "web", "-p", patch}, 0, arguments, 0, 5);
        System.arraycopy(options, 0, arguments, 5, options.length);
        assertEquals("service/web patched\n", kubectl.run(arguments));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.27", "1.28", "1.29", "1.30", "1.31", "1.32", "1.33"})
    void describesWithEvents(String version) throws Exception {
        use(version);
        Files.writeString(home.resolve("event.yaml"), """
                apiVersion: events.k8s.io/v1
                kind: Event
                metadata: {name: web.1}
                eventTime: "%s"
                reportingController: metallb-controller
                reportingInstance: c-0
                action: Assign
                reason: IPAllocated
                type: Normal
                note: Assigned IP "192.0.2.1"
                regarding: {apiVersion: v1, kind: Service, name: web, namespace: default, uid: %s}
                """.formatted(Times.micros(cluster.now()), kubectl.run("get", "svc", "web", "-o", "jsonpath={.metadata.uid}")));
        assertEquals("event.events.k8s.io/web.1 created\n", kubectl.run("create", "-f", "event.yaml"));
        String described = columns("describe", "svc", "web");
        assertTrue(described.startsWith("Name: web\nNamespace: default\nLabels: app=web\nAnnotations: <none>\nSelector: app=web\n"
                + "Type: LoadBalancer\nIP Family Policy: SingleStack\nIP Families: IPv4\nIP: 10.96.0.80\nIPs: 10.96.0.80\n"), described);
        assertTrue(described.endsWith("""
                Events:
                 Type Reason Age From Message
                 ---- ------ ---- ---- -------
                 Normal IPAllocated AGE metallb-controller Assigned IP "192.0.2.1"
                """), described);
        assertEquals("LAST SEEN TYPE REASON OBJECT MESSAGE\nAGE Normal IPAllocated service/web Assigned IP \"192.0.2.1\"\n",
                columns("get", "events"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.27", "1.28", "1.29", "1.30", "1.31", "1.32", "1.33"})
    void explainsFieldsAndTheirTypes(String version) throws Exception {
        use(version);
        String third = kubectl.run("explain", "service.spec.ports.nodePort");
        assertTrue(third.startsWith("KIND:       Service\nVERSION:    v1\n\nFIELD: nodePort <integer>\n"), third);
        assertEquals("KIND:     Service\nVERSION:  v1\n\nFIELD:    nodePort <integer>\n\nDESCRIPTION:\n     <empty>\n",
                kubectl.run("explain", "service.spec.ports.nodePort", "--output=plaintext-openapiv2"));
        String kind = kubectl.run("explain", "leases", "--recursive", "--output=plaintext-openapiv2");
        assertTrue(kind.startsWith("KIND:     Lease\nVERSION:  coordination.k8s.io/v1\n\nDESCRIPTION:\n     Lease\n\nFIELDS:\n"
                + "   apiVersion\t<string>\n   kind\t<string>\n   metadata\t<Object>\n"), kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.27", "1.28", "1.29", "1.30", "1.31", "1.32", "1.33"})
    void deletesAndWaitsForTheEnd(String version) throws Exception {
        use(version);
        patch("{\"metadata\":{\"finalizers\":[\"example.org/hold\"]}}", "--type=merge");
        assertEquals("service \"web\" deleted", deleted("--wait=false"));
        Process waiting = kubectl.start("false", "wait", "svc/web", "--for=delete", "--timeout=60s");
        awaitWatch();
        patch("{\"metadata\":{\"finalizers\":null}}", "--type=merge");
        assertEquals("service/web condition met\n", new String(waiting.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals("service/web created\n", kubectl.run("create", "-f", "web.yaml"));
        assertEquals("service \"web\" deleted", deleted("--wait=true"));
        assertEquals("Error from server (NotFound): services \"web\" not found\n", kubectl.run("get", "svc", "web"));
    }

    private String deleted(String option) throws Exception {
        return kubectl.run("delete", "svc", "web", option).strip().replaceAll(" from \\S+ namespace", "");
    }

    private void awaitWatch() {
        var watch = new Gate.Seen("kubernetes-admin", "watch", "services", true);
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!cluster.gate().seen().contains(watch)) {
            assertTrue(System.nanoTime() < deadline, "kubectl never watched");
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.27", "1.28", "1.29", "1.30", "1.31", "1.32", "1.33"})
    void saysWhatIsNotThere(String version) throws Exception {
        use(version);
        Files.writeString(home.resolve("bgp.yaml"), "apiVersion: metallb.io/v1beta2\nkind: BGPPeer\nmetadata: {name: p}\n");
        String unknown = kubectl.run("apply", "-f", "bgp.yaml");
        assertTrue(unknown.contains("no matches for kind \"BGPPeer\" in version \"metallb.io/v1beta2\""), unknown);
        assertEquals("error: failed to create token: serviceaccounts \"nobody\" not found\n", kubectl.run("create", "token", "nobody"));
        kubectl.run("create", "serviceaccount", "sa");
        assertEquals("error: failed to create token: pods \"x\" not found\n",
                kubectl.run("create", "token", "sa", "--bound-object-kind=Pod", "--bound-object-name=x"));
    }
}
