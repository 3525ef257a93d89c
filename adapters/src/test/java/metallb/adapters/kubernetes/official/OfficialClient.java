package metallb.adapters.kubernetes.official;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ListMeta;
import io.kubernetes.client.openapi.models.V1Status;
import io.kubernetes.client.openapi.models.V1StatusDetails;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import io.kubernetes.client.util.PatchUtils;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import metallb.adapters.devcluster.DevCluster;
import metallb.adapters.support.apistore.ApiStore;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/**
 * The official client, built from the kubeconfig of an embedded cluster that chooses the same uids and addresses each time and
 * whose clock stands still. Its models refuse every field that they do not know, and every required one that is missing.
 */
final class OfficialClient implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    private final DevCluster cluster = DevCluster.start(InetAddress.getLoopbackAddress(), 0, new ApiStore(1), InstantSource.fixed(NOW));
    private final ApiClient client;

    OfficialClient() {
        try {
            client = ClientBuilder.kubeconfig(KubeConfig.loadKubeConfig(new StringReader(cluster.kubeconfig()))).build();
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
        client.setUserAgent("official/27");
    }

    DevCluster cluster() {
        return cluster;
    }

    ApiClient client() {
        return client;
    }

    /** What the model makes of this JSON. */
    static <T> T model(String json, Class<T> type) {
        return JSON.deserialize(json, type);
    }

    void compact() {
        cluster.call(store -> {
            store.compact();
            return null;
        });
    }

    <T> T patch(Class<T> type, PatchUtils.PatchCallFunc call, String format) throws ApiException {
        return PatchUtils.patch(type, call, format, client);
    }

    /** The refusal that this call meets: the Status in the exception's body, whose code is the exception's own. */
    V1Status refusal(Executable call) {
        ApiException refused = Assertions.assertThrows(ApiException.class, call);
        V1Status status = model(refused.getResponseBody(), V1Status.class);
        Assertions.assertEquals(refused.getCode(), status.getCode());
        return status;
    }

    /** A failure as the server's Status says it; {@code details}: null for none. */
    static V1Status failure(int code, String reason, String message, V1StatusDetails details) {
        return new V1Status().apiVersion("v1").kind("Status").metadata(new V1ListMeta()).status("Failure").code(code).reason(reason)
                .message(message).details(details);
    }

    @Override
    public void close() {
        client.getHttpClient().dispatcher().cancelAll();
        client.getHttpClient().dispatcher().executorService().shutdown();
        client.getHttpClient().connectionPool().evictAll();
        cluster.goAway();
        cluster.close();
    }
}
