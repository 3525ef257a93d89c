package metallb.adapters.kubernetes.official;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.reflect.TypeToken;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1Status;
import io.kubernetes.client.util.Watch;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Typed watches by {@code Watch}, each event compared whole. */
@Timeout(60)
class TypedWatchTest {
    private final OfficialClient official = new OfficialClient();
    private final CoreV1Api core = new CoreV1Api(official.client());

    @AfterEach
    void stop() {
        official.close();
    }

    private Watch<V1Service> watch(CoreV1Api.APIlistNamespacedServiceRequest request) throws ApiException {
        return Watch.createWatch(official.client(), request.watch(true).buildCall(null),
                new TypeToken<Watch.Response<V1Service>>() {}.getType());
    }

    private static void assertNext(String type, V1Service object, Watch<V1Service> watch) {
        Watch.Response<V1Service> next = watch.next();
        assertEquals(type, next.type);
        assertEquals(object, next.object);
    }

    /** A bookmark has a kind and a version, and what the model always fills. */
    private static V1Service bookmark(String version, Map<String, String> annotations) {
        V1Service bookmark = OfficialClient.model("{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{},\"spec\":{},\"status\":"
                + "{\"loadBalancer\":{}}}", V1Service.class);
        return bookmark.metadata(new V1ObjectMeta().resourceVersion(version).annotations(annotations));
    }

    private void relabelAndDelete() throws ApiException {
        core.replaceNamespacedService("web", "default", Web.CREATED.labelled("{\"app\":\"other\"}").model()).fieldManager("test").execute();
        core.deleteNamespacedService("web", "default").execute();
    }

    @Test
    void tellsWhatHappensToAService() throws Exception {
        try (Watch<V1Service> watch = watch(core.listNamespacedService("default").resourceVersion("4").timeoutSeconds(20))) {
            core.createNamespacedService("default", Web.wish()).fieldManager("test").execute();
            assertNext("ADDED", Web.CREATED.model(), watch);
            relabelAndDelete();
            Web relabelled = Web.CREATED.at("6").labelled("{\"app\":\"other\"}");
            assertNext("MODIFIED", relabelled.model(), watch);
            assertNext("DELETED", relabelled.at("7").model(), watch);
        }
    }

    @Test
    void tellsWhatEntersAndLeavesASelection() throws Exception {
        core.createNamespacedService("default", Web.wish()).fieldManager("test").execute();
        try (Watch<V1Service> watch = watch(core.listNamespacedService("default").labelSelector("app=web").timeoutSeconds(20))) {
            assertNext("ADDED", Web.CREATED.model(), watch);
            relabelAndDelete();
            assertNext("DELETED", Web.CREATED.at("6").model(), watch);
        }
    }

    @Test
    void beginsWithWhatIsThereAndEndsAtItsTimeout() throws Exception {
        core.createNamespacedService("default", Web.wish()).fieldManager("test").execute();
        try (Watch<V1Service> watch = watch(core.listNamespacedService("default").sendInitialEvents(true).allowWatchBookmarks(true)
                .resourceVersionMatch("NotOlderThan").timeoutSeconds(1))) {
            assertNext("ADDED", Web.CREATED.model(), watch);
            assertNext("BOOKMARK", bookmark("5", Map.of("k8s.io/initial-events-end", "true")), watch);
            assertFalse(watch.hasNext());
        }
    }

    @Test
    void isToldThatItsPositionIsForgotten() throws Exception {
        core.createNamespacedService("default", Web.wish()).fieldManager("test").execute();
        relabelAndDelete();
        official.compact();
        try (Watch<V1Service> watch = watch(core.listNamespacedService("default").resourceVersion("5"))) {
            Watch.Response<V1Service> error = watch.next();
            assertEquals("ERROR", error.type);
            V1Status expired = OfficialClient.failure(410, "Expired", "too old resource version: 5 (7)", null);
            assertEquals(expired, error.status);
            assertFalse(watch.hasNext());
        }
    }
}
