package metallb.adapters.kubernetes.official;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ConfigMapList;
import io.kubernetes.client.openapi.models.V1ListMeta;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Typed lists in pages. */
@Timeout(60)
class TypedPagesTest {
    private final OfficialClient official = new OfficialClient();
    private final CoreV1Api core = new CoreV1Api(official.client());

    @BeforeEach
    void create() throws ApiException {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            core.createNamespacedConfigMap("default", new V1ConfigMap().metadata(new V1ObjectMeta().name(name))).execute();
        }
    }

    @AfterEach
    void stop() {
        official.close();
    }

    private V1ConfigMapList page(String next) throws ApiException {
        return core.listNamespacedConfigMap("default").limit(2)._continue(next).execute();
    }

    @Test
    void areTogetherTheWholeListOfOneMoment() throws ApiException {
        V1ConfigMapList whole = core.listNamespacedConfigMap("default").execute();
        List<V1ConfigMap> items = new ArrayList<>();
        List<Long> rests = new ArrayList<>();
        String next = null;
        do {
            V1ConfigMapList page = page(next);
            items.addAll(page.getItems());
            rests.add(page.getMetadata().getRemainingItemCount());
            next = page.getMetadata().getContinue();
            assertEquals(whole.getMetadata().getResourceVersion(), page.getMetadata().getResourceVersion());
            core.deleteNamespacedConfigMap("e", "default").execute();
            core.createNamespacedConfigMap("default", new V1ConfigMap().metadata(new V1ObjectMeta().name("e"))).execute();
        } while (next != null);
        assertEquals(whole.getItems(), items);
        assertEquals(Arrays.asList(3L, 1L, null), rests);
    }

    @Test
    void endWhereTheHistoryIsForgotten() throws ApiException {
        String next = page(null).getMetadata().getContinue();
        core.deleteNamespacedConfigMap("a", "default").execute();
        official.compact();
        V1Status expired = official.refusal(() -> page(next));
        String rest = expired.getMetadata().getContinue();
        assertEquals(OfficialClient.failure(410, "Expired", "The provided continue parameter is too old to display a consistent list result."
                + " You can start a new list without the continue parameter, or use the continue token in this response to retrieve the"
                + " remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were"
                + " created, modified, or deleted between the time the first chunk was returned and now may show up in the list.", null)
                .metadata(new V1ListMeta()._continue(rest)), expired);
        assertEquals(List.of("c", "d"), page(rest).getItems().stream().map(item -> item.getMetadata().getName()).toList());
    }
}
