package metallb.adapters.devcluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kubectl that is installed against a guarded cluster, from the oldest form of apply to the newest bodies. */
@Timeout(240)
class KubectlVersionsTest {
    private static final String MANIFEST = """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: controller, namespace: metallb-system}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: "metallb-system:controller"}
            rules: [{apiGroups: [""], resources: [services], verbs: [get, list, watch]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: "metallb-system:controller"}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "metallb-system:controller"}
            subjects: [{kind: ServiceAccount, name: controller, namespace: metallb-system}]
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: controller, namespace: metallb-system}
            spec:
              selector: {matchLabels: {app: controller}}
              template:
                metadata: {labels: {app: controller}}
                spec: {serviceAccountName: controller, containers: [{name: controller, image: "metallb:1"}]}
            """;
    private static final String ACCOUNT = "--as=system:serviceaccount:metallb-system:controller";

    @TempDir
    private Path home;
    private final DevCluster cluster = DevCluster.startGuarded(InetAddress.getLoopbackAddress(), 0);
    private InstalledKubectl program;

    private void use(String version) throws IOException {
        program = InstalledKubectl.of(version, home, cluster);
        Files.writeString(home.resolve("manifest.yaml"), MANIFEST);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private String kubectl(String... arguments) throws IOException, InterruptedException {
        return program.run(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.27", "1.28", "1.29", "1.30", "1.31", "1.32", "1.33"})
    void appliesEditsScalesAndAsks(String version) throws Exception {
        use(version);
        assertEquals("serviceaccount/controller created\nclusterrole.rbac.authorization.k8s.io/metallb-system:controller created\n"
                + "clusterrolebinding.rbac.authorization.k8s.io/metallb-system:controller created\ndeployment.apps/controller created\n",
                kubectl("apply", "-f", "manifest.yaml"));
        Files.writeString(home.resolve("manifest.yaml"), MANIFEST.replace("metallb:1", "metallb:2"));
        String difference = kubectl("diff", "-f", "manifest.yaml");
        assertTrue(difference.contains("-      - image: metallb:1\n+      - image: metallb:2\n"), difference);
        assertEquals("deployment.apps/controller configured", last(kubectl("apply", "-f", "manifest.yaml")));
        assertEquals("deployment.apps/controller edited\n",
                program.edit("sed -i s/metallb:2/metallb:3/", "-n", "metallb-system", "deploy", "controller"));
        assertEquals("deployment.apps/controller scaled\n", kubectl("-n", "metallb-system", "scale", "deploy", "controller", "--replicas=2"));
        assertEquals("metallb:3 2", kubectl("-n", "metallb-system", "get", "deploy", "controller", "-o",
                "jsonpath={.spec.template.spec.containers[0].image} {.spec.replicas}"));
        assertEquals("deployment.apps/controller serverside-applied",
                last(kubectl("apply", "--server-side", "--force-conflicts", "-f", "manifest.yaml")));
        String table = kubectl("get", "deploy", "-A", "-o", "wide").replaceAll(" {2,}", " ").replaceAll("\\d+s", "AGE");
        assertEquals("NAMESPACE NAME READY UP-TO-DATE AVAILABLE AGE CONTAINERS IMAGES SELECTOR\n"
                + "metallb-system controller 0/2 0 0 AGE controller metallb:2 app=controller\n", table);
        assertEquals("yes\n", kubectl("auth", "can-i", "list", "svc", ACCOUNT));
        assertEquals("no\n", kubectl("auth", "can-i", "delete", "svc", ACCOUNT));
        assertEquals("Error from server (Forbidden): nodes is forbidden: User \"system:serviceaccount:metallb-system:controller\" "
                + "cannot list resource \"nodes\" in API group \"\" at the cluster scope\n", kubectl("get", "nodes", ACCOUNT));
        String token = kubectl("-n", "metallb-system", "create", "token", "controller").strip();
        assertTrue(token.matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+"), token);
        assertEquals("namespace/made created\n", kubectl("create", "ns", "made"));
        assertEquals("configmap/made created\n", kubectl("-n", "made", "create", "configmap", "made", "--from-literal=k=v"));
        assertEquals("v", kubectl("-n", "made", "get", "cm", "made", "-o", "jsonpath={.data.k}"));
    }

    /** Up to 1.31 these bodies are JSON, from 1.32 on protobuf. */
    @ParameterizedTest
    @ValueSource(strings = {"1.27", "1.28", "1.29", "1.30", "1.31", "1.32", "1.33"})
    void createsWithoutAFile(String version) throws Exception {
        use(version);
        String created = "";
        for (String line : """
                create deployment d --image=nginx:1 --replicas=2 --port=80
                create service clusterip s1 --tcp=80:8080
                create service loadbalancer s2 --tcp=80:http
                create service externalname s3 --external-name=x.example
                create secret generic g --from-literal=k=v
                create serviceaccount a
                create role r --verb=get --resource=pods
                create rolebinding b --role=r --serviceaccount=default:a
                create clusterrole c --aggregation-rule=of=c
                create pdb p --selector=app=d --min-available=50%
                create priorityclass pc --value=5
                expose deployment d --port=80 --target-port=8080
                run pod1 --image=nginx:1 --port=80
                """.lines().toList()) {
            created += kubectl(line.split(" "));
        }
        assertEquals("""
                deployment.apps/d created
                service/s1 created
                service/s2 created
                service/s3 created
                secret/g created
                serviceaccount/a created
                role.rbac.authorization.k8s.io/r created
                rolebinding.rbac.authorization.k8s.io/b created
                clusterrole.rbac.authorization.k8s.io/c created
                poddisruptionbudget.policy/p created
                priorityclass.scheduling.k8s.io/pc created
                service/d exposed
                pod/pod1 created
                """, created);
        assertEquals("2 nginx:1 80", kubectl("get", "deploy", "d", "-o",
                "jsonpath={.spec.replicas} {.spec.template.spec.containers[0].image} {.spec.template.spec.containers[0].ports[0].containerPort}"));
        assertEquals("8080 http", kubectl("get", "svc", "s1", "s2", "-o", "jsonpath={.items[*].spec.ports[0].targetPort}"));
        assertEquals("{\"of\":\"c\"}", kubectl("get", "clusterrole", "c", "-o", "jsonpath={.aggregationRule.clusterRoleSelectors[0].matchLabels}"));
        assertEquals("50% 5", kubectl("get", "pdb", "p", "-o", "jsonpath={.spec.minAvailable}") + " "
                + kubectl("get", "pc", "pc", "-o", "jsonpath={.value}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.27", "1.28", "1.29", "1.30", "1.31", "1.32", "1.33"})
    void labelsPatchesDescribesWaitsAndDeletes(String version) throws Exception {
        use(version);
        assertEquals("service/web created\n", kubectl("create", "service", "loadbalancer", "web", "--tcp=80"));
        assertEquals("service/web labeled\n", kubectl("label", "svc", "web", "tier=front"));
        // 1.27 says it in its own way
        assertEquals("service/web annotate" + (version.equals("1.27") ? "" : "d") + "\n", kubectl("annotate", "svc", "web", "note=p"));
        assertEquals("service/web patched\n", kubectl("patch", "svc", "web", "--subresource=status", "--type=merge", "-p",
                "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"192.0.2.1\"}]}}}"));
        assertEquals("service/web condition met\n", kubectl("wait", "svc/web", "--for=jsonpath={.status.loadBalancer.ingress[0].ip}=192.0.2.1"));
        String described = kubectl("describe", "svc", "web").replaceAll(" +", " ");
        assertTrue(described.startsWith("Name: web\nNamespace: default\nLabels: app=web\n tier=front\nAnnotations: note: p\n"), described);
        assertTrue(described.matches("(?s).*\nLoadBalancer Ingress: 192\\.0\\.2\\.1( \\(VIP\\))?\n.*"), described);
        String explained = kubectl("explain", "service.spec.loadBalancerClass");
        assertTrue(explained.contains("FIELD: loadBalancerClass <string>\n"), explained);
        assertEquals("service \"web\" deleted", kubectl("delete", "svc", "web").strip().replaceAll(" from \\S+ namespace", ""));
        assertEquals("Error from server (NotFound): services \"web\" not found\n", kubectl("get", "svc", "web"));
    }

    private static String last(String output) {
        return output.lines().toList().getLast();
    }
}
