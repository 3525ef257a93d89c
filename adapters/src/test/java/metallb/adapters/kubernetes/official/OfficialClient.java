package metallb.adapters.kubernetes.official;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Status;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import io.kubernetes.client.util.PatchUtils;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import metallb.adapters.devcluster.DevCluster;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Target;
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

    /** What is stored there, as the model shows it. */
    <T> Optional<T> stored(Target target, Class<T> type) {
        return cluster.call(store -> store.get(target)).map(object -> model(object.toString(), type));
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

    @Override
    public void close() {
        client.getHttpClient().dispatcher().cancelAll();
        client.getHttpClient().dispatcher().executorService().shutdown();
        client.getHttpClient().connectionPool().evictAll();
        cluster.goAway();
        cluster.close();
    }
}
