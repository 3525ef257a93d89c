package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What deploy/metallb.yaml says beside the roles, read as it stands: what a cluster does with two pods and a node's daemon. */
class ManifestContentTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    private static Map<String, JsonNode> objects() {
        Map<String, JsonNode> objects = new TreeMap<>();
        try (JsonParser parser = YAML.createParser(Run.PROJECT.resolve("deploy/metallb.yaml"));
                MappingIterator<JsonNode> documents = YAML.readValues(parser, JsonNode.class)) {
            documents.forEachRemaining(each -> objects.put(Json.text(each, "kind") + " " + Json.text(each, "metadata", "name"), each));
        }
        return objects;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Namespace metallb-system | /metadata/labels/pod-security.kubernetes.io~1enforce | "privileged"
            Namespace metallb-system | /metadata/labels/pod-security.kubernetes.io~1audit | "privileged"
            Namespace metallb-system | /metadata/labels/pod-security.kubernetes.io~1warn | "privileged"
            # one may be replaced at a time
            Deployment controller | /spec/replicas | 2
            Deployment controller | /spec/strategy | {"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":1}}
            DaemonSet speaker | /spec/updateStrategy | {"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":1}}
            DaemonSet speaker | /spec/minReadySeconds | 5
            PodDisruptionBudget controller | /spec/maxUnavailable | 1
            # who is there before others, and where
            Deployment controller | /spec/template/spec/priorityClassName | "system-cluster-critical"
            DaemonSet speaker | /spec/template/spec/priorityClassName | "system-node-critical"
            DaemonSet speaker | /spec/template/spec/tolerations | [{"operator":"Exists","effect":"NoSchedule"},{"operator":"Exists","effect":"NoExecute"}]
            DaemonSet speaker | /spec/template/spec/hostNetwork | true
            Deployment controller | /spec/template/spec/nodeSelector | {"kubernetes.io/os":"linux"}
            DaemonSet speaker | /spec/template/spec/nodeSelector | {"kubernetes.io/os":"linux"}
            Deployment controller | /spec/template/spec/terminationGracePeriodSeconds | 15
            DaemonSet speaker | /spec/template/spec/terminationGracePeriodSeconds | 15
            # a speaker that is throttled misses its keepalives
            DaemonSet speaker | /spec/template/spec/containers/0/resources/limits | {"memory":"512Mi"}
            Deployment controller | /spec/template/spec/containers/0/resources/limits | {"memory":"512Mi"}
            # probes: two minutes to start, then three checks in 30 s
            Deployment controller | /spec/template/spec/containers/0/startupProbe | {"httpGet":{"path":"/livez","port":"http"},"periodSeconds":2,"failureThreshold":60}
            DaemonSet speaker | /spec/template/spec/containers/0/startupProbe | {"httpGet":{"path":"/livez","port":"http"},"periodSeconds":2,"failureThreshold":60}
            Deployment controller | /spec/template/spec/containers/0/livenessProbe | {"httpGet":{"path":"/livez","port":"http"},"periodSeconds":10,"timeoutSeconds":5,"failureThreshold":3}
            DaemonSet speaker | /spec/template/spec/containers/0/livenessProbe | {"httpGet":{"path":"/livez","port":"http"},"periodSeconds":10,"timeoutSeconds":5,"failureThreshold":3}
            Deployment controller | /spec/template/spec/containers/0/readinessProbe | {"httpGet":{"path":"/readyz","port":"http"},"periodSeconds":5,"timeoutSeconds":5}
            DaemonSet speaker | /spec/template/spec/containers/0/readinessProbe | {"httpGet":{"path":"/readyz","port":"http"},"periodSeconds":5,"timeoutSeconds":5}
            Deployment controller | /spec/template/spec/containers/0/ports | [{"name":"http","containerPort":7472}]
            DaemonSet speaker | /spec/template/spec/containers/0/ports | [{"name":"http","containerPort":7472}]
            # who may talk to the controller, and whom it may talk to
            NetworkPolicy controller | /spec/policyTypes | ["Ingress","Egress"]
            NetworkPolicy controller | /spec/ingress | [{"ports":[{"protocol":"TCP","port":7472}]}]
            NetworkPolicy controller | /spec/egress | [{"ports":[{"protocol":"TCP","port":443},{"protocol":"TCP","port":6443},{"protocol":"TCP","port":16443}]}]
            """)
    void says(String object, String path, String expected) {
        assertEquals(Json.MAPPER.readTree(expected), objects().get(object).at(path));
    }

    /** A selector that selects nothing is no error anywhere, and protects nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Deployment controller          | /spec/selector/matchLabels    | Deployment controller
            DaemonSet speaker              | /spec/selector/matchLabels    | DaemonSet speaker
            PodDisruptionBudget controller | /spec/selector/matchLabels    | Deployment controller
            NetworkPolicy controller       | /spec/podSelector/matchLabels | Deployment controller
            """)
    void selectsThePodsOf(String object, String selector, String pods) {
        Map<String, JsonNode> objects = objects();
        assertEquals(objects.get(pods).at("/spec/template/metadata/labels"), objects.get(object).at(selector));
    }

    /** What is added is added to the table above, or to the roles that {@link PermissionsTest} watches over. */
    @Test
    void holdsNothingElse() {
        TreeSet<String> kinds = new TreeSet<>();
        objects().keySet().forEach(each -> kinds.add(each.split(" ")[0]));
        assertEquals("[ClusterRole, ClusterRoleBinding, ConfigMap, DaemonSet, Deployment, Namespace, NetworkPolicy, PodDisruptionBudget,"
                + " Role, RoleBinding, ServiceAccount]", kinds.toString());
    }
}
