package metallb.adapters.devcluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import metallb.adapters.support.apistore.schema.Times;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real kubectl against the embedded cluster: what users type must work. Skipped where there is none. */
@Timeout(240)
class KubectlTest {
    private static final String OBJECTS = """
            apiVersion: v1
            kind: Service
            metadata: {name: web, labels: {app: web}}
            spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80, nodePort: 30080}], clusterIP: 10.96.0.80}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: config, namespace: metallb-system}
            data: {config: "pools: []"}
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: n1}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: web-1, labels: {kubernetes.io/service-name: web}}
            addressType: IPv4
            ports: [{name: "", port: 80, protocol: TCP}]
            endpoints: [{addresses: [10.244.1.1], nodeName: n1, conditions: {ready: true}}]
            """;
    private static final String STATUS = "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"192.0.2.1\"}]}}}";

    @TempDir
    Path home;
    private DevCluster cluster;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        boolean found = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl")));
        if (!found) {
            System.out.println("KubectlTest skipped: no kubectl on the PATH");
        }
        assumeTrue(found, "no kubectl on the PATH");
        cluster = DevCluster.start(InetAddress.getLoopbackAddress(), 0);
        Files.writeString(home.resolve("kubeconfig"), cluster.kubeconfig());
        Files.writeString(home.resolve("objects.yaml"), OBJECTS);
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
        if (cluster != null) {
            cluster.close();
        }
    }

    private Process run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("KUBECONFIG", home.resolve("kubeconfig").toString());
        Process process = builder.start();
        started.add(process);
        process.getOutputStream().close();
        return process;
    }

    /** What kubectl prints; ages are shown as AGE, uids as UID, since neither is ours to choose. */
    private String kubectl(String... arguments) throws IOException, InterruptedException {
        Process process = run(arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "kubectl did not end");
        return output.replaceAll("(?m) +$", "").replaceAll("\\b\\d+s +(?=\\S)", "AGE   ").replaceAll("\\b\\d+s\\b", "AGE");
    }

    @Test
    void appliesAndSaysWhatChanged() throws Exception {
        assertEquals("""
                service/web created
                configmap/config created
                node/n1 created
                endpointslice.discovery.k8s.io/web-1 created
                """, kubectl("apply", "-f", "objects.yaml"));
        String versions = kubectl("get", "svc,cm,nodes,endpointslices", "-A", "-o", "jsonpath={.items[*].metadata.resourceVersion}");
        assertEquals("""
                service/web unchanged
                configmap/config unchanged
                node/n1 unchanged
                endpointslice.discovery.k8s.io/web-1 unchanged
                """, kubectl("apply", "-f", "objects.yaml"));
        assertEquals(versions, kubectl("get", "svc,cm,nodes,endpointslices", "-A", "-o", "jsonpath={.items[*].metadata.resourceVersion}"));
        Files.writeString(home.resolve("objects.yaml"), OBJECTS.replace("pools: []", "peers: []").replace("port: 80, n", "port: 81, n"));
        assertEquals("""
                service/web configured
                configmap/config configured
                node/n1 unchanged
                endpointslice.discovery.k8s.io/web-1 unchanged
                """, kubectl("apply", "-f", "objects.yaml"));
        assertEquals("81 peers: []", kubectl("get", "svc", "web", "-o", "jsonpath={.spec.ports[*].port}") + " "
                + kubectl("get", "cm", "config", "-n", "metallb-system", "-o", "jsonpath={.data.config}"));
        assertEquals("", kubectl("diff", "-f", "objects.yaml"));
    }

    @Test
    void refusesAMisspelledField() throws Exception {
        Files.writeString(home.resolve("bad.yaml"), OBJECTS.split("---")[0].replace("selector:", "selektor:"));
        assertEquals("Error from server (BadRequest): error when creating \"bad.yaml\": Service in version \"v1\" cannot be handled as a "
                + "Service: strict decoding error: unknown field \"spec.selektor\"\n", kubectl("apply", "-f", "bad.yaml"));
    }

    @Test
    void getsInEveryForm() throws Exception {
        kubectl("apply", "-f", "objects.yaml");
        assertEquals("""
                NAME   TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)        AGE
                web    LoadBalancer   10.96.0.80   <pending>     80:30080/TCP   AGE
                """, kubectl("get", "svc"));
        assertEquals("""
                NAME   TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)        AGE   SELECTOR
                web    LoadBalancer   10.96.0.80   <pending>     80:30080/TCP   AGE   app=web
                """, kubectl("get", "services", "-o", "wide"));
        assertEquals("""
                NAMESPACE        NAME     DATA   AGE
                metallb-system   config   1      AGE
                """, kubectl("get", "cm", "-A"));
        assertEquals("service/web\n", kubectl("get", "svc", "-l", "app in (web)", "-o", "name"));
        assertEquals("No resources found in default namespace.\n", kubectl("get", "svc", "-l", "app!=web"));
        assertEquals("LoadBalancer/Cluster", kubectl("get", "svc", "web", "-o", "jsonpath={.spec.type}/{.spec.externalTrafficPolicy}"));
        assertEquals("Error from server (NotFound): services \"nope\" not found\n", kubectl("get", "svc", "nope"));
        String yaml = kubectl("get", "svc", "web", "-o", "yaml");
        assertTrue(yaml.startsWith("apiVersion: v1\nkind: Service\nmetadata:\n"), yaml);
        assertTrue(yaml.endsWith("""
                spec:
                  allocateLoadBalancerNodePorts: true
                  clusterIP: 10.96.0.80
                  clusterIPs:
                  - 10.96.0.80
                  externalTrafficPolicy: Cluster
                  internalTrafficPolicy: Cluster
                  ipFamilies:
                  - IPv4
                  ipFamilyPolicy: SingleStack
                  ports:
                  - nodePort: 30080
                    port: 80
                    protocol: TCP
                    targetPort: 80
                  selector:
                    app: web
                  sessionAffinity: None
                  type: LoadBalancer
                status:
                  loadBalancer: {}
                """), yaml);
    }

    @Test
    void describesAServiceWithItsEndpointsAndEvents() throws Exception {
        kubectl("apply", "-f", "objects.yaml");
        assertEquals("service/web patched\n", kubectl("patch", "svc", "web", "--subresource=status", "--type=merge", "-p", STATUS));
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
                """.formatted(Times.micros(cluster.now()),
                kubectl("get", "svc", "web", "-o", "jsonpath={.metadata.uid}")));
        assertEquals("event.events.k8s.io/web.1 created\n", kubectl("create", "-f", "event.yaml"));
        assertEquals("""
                Name:                     web
                Namespace:                default
                Labels:                   app=web
                Annotations:              <none>
                Selector:                 app=web
                Type:                     LoadBalancer
                IP Family Policy:         SingleStack
                IP Families:              IPv4
                IP:                       10.96.0.80
                IPs:                      10.96.0.80
                LoadBalancer Ingress:     192.0.2.1 (VIP)
                Port:                     <unset>  80/TCP
                TargetPort:               80/TCP
                NodePort:                 <unset>  30080/TCP
                Endpoints:                10.244.1.1:80
                Session Affinity:         None
                External Traffic Policy:  Cluster
                Internal Traffic Policy:  Cluster
                Events:
                  Type    Reason       Age   From                Message
                  ----    ------       ----  ----                -------
                  Normal  IPAllocated  AGE   metallb-controller  Assigned IP "192.0.2.1"
                """, kubectl("describe", "service", "web"));
        assertEquals("""
                LAST SEEN   TYPE     REASON        OBJECT        MESSAGE
                AGE         Normal   IPAllocated   service/web   Assigned IP "192.0.2.1"
                """, kubectl("get", "events").replaceAll("AGE +N", "AGE         N"));
    }

    @Test
    void patchesLabelsAnnotatesAndApplies() throws Exception {
        kubectl("apply", "-f", "objects.yaml");
        assertEquals("service/web patched\n", kubectl("patch", "svc", "web", "-p", "{\"spec\":{\"ports\":[{\"port\":80,\"name\":\"web\"}]}}"));
        assertEquals("service/web patched\n", kubectl("patch", "svc", "web", "--type=json", "-p",
                "[{\"op\":\"replace\",\"path\":\"/spec/externalTrafficPolicy\",\"value\":\"Local\"}]"));
        assertEquals("service/web labeled\n", kubectl("label", "svc", "web", "tier=front"));
        assertEquals("service/web annotated\n", kubectl("annotate", "svc", "web", "metallb.universe.tf/address-pool=p"));
        assertEquals("web Local front p", kubectl("get", "svc", "web", "-o", "jsonpath={.spec.ports[0].name} "
                + "{.spec.externalTrafficPolicy} {.metadata.labels.tier} {.metadata.annotations.metallb\\.universe\\.tf/address-pool}"));
        assertEquals("""
                service/web serverside-applied
                configmap/config serverside-applied
                node/n1 serverside-applied
                endpointslice.discovery.k8s.io/web-1 serverside-applied
                """, kubectl("apply", "--server-side", "-f", "objects.yaml"));
    }

    @Test
    void deletesAndWaitsForTheEnd() throws Exception {
        kubectl("apply", "-f", "objects.yaml");
        assertEquals("service \"web\" deleted\nconfigmap \"config\" deleted\nnode \"n1\" deleted\n"
                + "endpointslice.discovery.k8s.io \"web-1\" deleted\n",
                kubectl("delete", "-f", "objects.yaml").replaceAll(" from \\S+ namespace", ""));
        assertEquals("No resources found in default namespace.\n", kubectl("get", "svc"));
        Files.writeString(home.resolve("ns.yaml"), "{apiVersion: v1, kind: Namespace, metadata: {name: passing}}");
        assertEquals("namespace/passing created\n", kubectl("create", "-f", "ns.yaml"));
        assertEquals("namespace \"passing\" deleted\n", kubectl("delete", "ns", "passing"));
    }

    @Test
    void watchesAndWaits() throws Exception {
        kubectl("apply", "-f", "objects.yaml");
        Process watching = run("get", "svc", "-w", "--no-headers", "-o", "custom-columns=:.metadata.name,:.status.loadBalancer.ingress[0].ip");
        Process table = run("get", "svc", "-w");
        try (BufferedReader lines = watching.inputReader(); BufferedReader rows = table.inputReader()) {
            assertEquals("web   <none>", lines.readLine().strip());
            assertEquals("NAME   TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)        AGE", rows.readLine().strip());
            rows.readLine();
            kubectl("patch", "svc", "web", "--subresource=status", "--type=merge", "-p", STATUS);
            assertEquals("web   192.0.2.1", lines.readLine().strip());
            assertEquals("web    LoadBalancer   10.96.0.80   192.0.2.1     80:30080/TCP", rows.readLine().replaceAll("\\s+\\S+$", ""));
        }
        assertEquals("service/web condition met\n", kubectl("wait", "--for=jsonpath={.status.loadBalancer.ingress[0].ip}=192.0.2.1",
                "svc/web", "--timeout=20s"));
    }

    @Test
    void explainsFieldsAndTheirTypes() throws Exception {
        String without = "\n\n\nDESCRIPTION:\n    <empty>\n\n";
        assertEquals("KIND:       Service\nVERSION:    v1\n\nFIELD: loadBalancerClass <string>" + without,
                kubectl("explain", "service.spec.loadBalancerClass"));
        assertEquals("GROUP:      discovery.k8s.io\nKIND:       EndpointSlice\nVERSION:    v1\n\nFIELD: ready <boolean>" + without,
                kubectl("explain", "endpointslices.endpoints.conditions.ready"));
    }
}
