package metallb.adapters.kubernetes.official;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.AppsV1Api;
import io.kubernetes.client.openapi.apis.CoordinationV1Api;
import io.kubernetes.client.openapi.apis.DiscoveryV1Api;
import io.kubernetes.client.openapi.models.DiscoveryV1EndpointPort;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1DeploymentSpec;
import io.kubernetes.client.openapi.models.V1Endpoint;
import io.kubernetes.client.openapi.models.V1EndpointConditions;
import io.kubernetes.client.openapi.models.V1EndpointSlice;
import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1Lease;
import io.kubernetes.client.openapi.models.V1LeaseSpec;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1Scale;
import io.kubernetes.client.openapi.models.V1StatusDetails;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slices, leases and deployments by the APIs of their groups, each answer compared whole. */
@Timeout(60)
class TypedApisTest {
    private static final OffsetDateTime RENEWED = OffsetDateTime.parse("2026-11-01T10:00:00.000001Z");

    private final OfficialClient official = new OfficialClient();

    @AfterEach
    void stop() {
        official.close();
    }

    /** What the server adds to a namespaced object's metadata; the entries of its managers are checked in other tests. */
    private static V1ObjectMeta given(V1ObjectMeta sent, V1ObjectMeta answered, String version, long generation) {
        return new V1ObjectMeta().name(sent.getName()).namespace("default").labels(sent.getLabels()).uid("e099ec6c-d736-4ca5-85e7-bb0f12278575")
                .resourceVersion(version).creationTimestamp(OffsetDateTime.parse("2026-11-01T10:00:00Z"))
                .generation(generation > 0 ? generation : null).managedFields(answered.getManagedFields());
    }

    private static V1EndpointSlice slice() {
        return new V1EndpointSlice().apiVersion("discovery.k8s.io/v1").kind("EndpointSlice")
                .metadata(new V1ObjectMeta().name("web-1").putLabelsItem("kubernetes.io/service-name", "web")).addressType("IPv4")
                .addPortsItem(new DiscoveryV1EndpointPort().name("").port(80).protocol("TCP"))
                .addEndpointsItem(new V1Endpoint().addAddressesItem("10.244.1.1").nodeName("n1")
                        .conditions(new V1EndpointConditions().ready(true).serving(true).terminating(false)));
    }

    @Test
    void servesSlicesAlsoWithoutEndpoints() throws ApiException {
        DiscoveryV1Api discovery = new DiscoveryV1Api(official.client());
        V1EndpointSlice created = discovery.createNamespacedEndpointSlice("default", slice()).execute();
        V1EndpointSlice expected = slice();
        assertEquals(expected.metadata(given(expected.getMetadata(), created.getMetadata(), "5", 1)), created);
        assertEquals(created, discovery.readNamespacedEndpointSlice("web-1", "default").execute());
        created.setEndpoints(List.of());
        V1EndpointSlice emptied = discovery.replaceNamespacedEndpointSlice("web-1", "default", created).execute();
        assertEquals(List.of(), emptied.getEndpoints());
        assertEquals(2, emptied.getMetadata().getGeneration());
        assertEquals(emptied.apiVersion(null).kind(null), discovery.listNamespacedEndpointSlice("default")
                .labelSelector("kubernetes.io/service-name=web").execute().getItems().getFirst());
    }

    private static V1Lease lease(String holder) {
        return new V1Lease().apiVersion("coordination.k8s.io/v1").kind("Lease").metadata(new V1ObjectMeta().name("leader"))
                .spec(new V1LeaseSpec().holderIdentity(holder).leaseDurationSeconds(15).acquireTime(RENEWED).renewTime(RENEWED));
    }

    @Test
    void letsOneOfTwoHaveALease() throws ApiException {
        CoordinationV1Api coordination = new CoordinationV1Api(official.client());
        V1Lease created = coordination.createNamespacedLease("default", lease("one")).execute();
        V1Lease expected = lease("one");
        assertEquals(expected.metadata(given(expected.getMetadata(), created.getMetadata(), "5", 0)), created);
        V1Lease seen = coordination.readNamespacedLease("leader", "default").execute();
        seen.getSpec().setHolderIdentity("two");
        created.getSpec().setHolderIdentity("three");
        V1Lease taken = coordination.replaceNamespacedLease("leader", "default", seen).execute();
        assertEquals(lease("two").getSpec(), taken.getSpec());
        assertEquals(OfficialClient.failure(409, "Conflict", "Operation cannot be fulfilled on leases.coordination.k8s.io \"leader\": the"
                + " object has been modified; please apply your changes to the latest version and try again",
                new V1StatusDetails().name("leader").group("coordination.k8s.io").kind("leases")),
                official.refusal(() -> coordination.replaceNamespacedLease("leader", "default", created).execute()));
        assertEquals("Success", coordination.deleteNamespacedLease("leader", "default").execute().getStatus());
    }

    private static V1Deployment deployment() {
        return new V1Deployment().metadata(new V1ObjectMeta().name("d")).spec(new V1DeploymentSpec().replicas(2)
                .selector(new V1LabelSelector().putMatchLabelsItem("app", "d"))
                .template(new V1PodTemplateSpec().metadata(new V1ObjectMeta().putLabelsItem("app", "d"))
                        .spec(new V1PodSpec().addContainersItem(new V1Container().name("c").image("i:1")))));
    }

    @Test
    void scalesADeployment() throws ApiException {
        AppsV1Api apps = new AppsV1Api(official.client());
        V1Deployment created = apps.createNamespacedDeployment("default", deployment()).execute();
        V1Deployment expected = OfficialClient.model("""
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"status":{},
                 "spec":{"replicas":2,"selector":{"matchLabels":{"app":"d"}},"revisionHistoryLimit":10,"progressDeadlineSeconds":600,
                  "strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":"25%","maxSurge":"25%"}},
                  "template":{"metadata":{"labels":{"app":"d"}},"spec":{"restartPolicy":"Always","terminationGracePeriodSeconds":30,
                   "dnsPolicy":"ClusterFirst","securityContext":{},"schedulerName":"default-scheduler","containers":[{"name":"c",
                    "image":"i:1","resources":{},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
                    "imagePullPolicy":"IfNotPresent"}]}}}}""", V1Deployment.class);
        assertEquals(expected.metadata(given(expected.getMetadata(), created.getMetadata(), "5", 1)), created);
        V1Scale scale = apps.readNamespacedDeploymentScale("d", "default").execute();
        scale.getSpec().setReplicas(5);
        assertEquals(5, apps.replaceNamespacedDeploymentScale("d", "default", scale).execute().getSpec().getReplicas());
        V1Deployment scaled = apps.readNamespacedDeployment("d", "default").execute();
        assertEquals(5, scaled.getSpec().getReplicas());
        V1Patch image = new V1Patch("{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i:2\"}]}}}}");
        V1Deployment patched = official.patch(V1Deployment.class, () -> apps.patchNamespacedDeployment("d", "default", image).buildCall(null),
                V1Patch.PATCH_FORMAT_STRATEGIC_MERGE_PATCH);
        scaled.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("i:2");
        assertEquals(scaled.getSpec(), patched.getSpec());
        assertNull(apps.readNamespacedDeploymentStatus("d", "default").execute().getStatus().getReadyReplicas());
    }
}
