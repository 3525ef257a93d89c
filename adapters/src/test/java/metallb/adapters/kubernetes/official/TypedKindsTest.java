package metallb.adapters.kubernetes.official;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kubernetes.client.common.KubernetesListObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.util.generic.GenericKubernetesApi;
import io.kubernetes.client.util.generic.KubernetesApiResponse;
import io.kubernetes.client.util.generic.options.ListOptions;
import io.kubernetes.client.util.Watchable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import metallb.adapters.support.apistore.Request;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.WatchEvent;
import metallb.adapters.support.apistore.WatchRequest;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every kind that is served, by the client's models of it. */
@Timeout(60)
class TypedKindsTest {
    private final OfficialClient official = new OfficialClient();

    @AfterEach
    void stop() {
        official.close();
    }

    static Stream<TypedKind<?, ?>> kinds() {
        return TypedKind.ALL.stream();
    }

    @Test
    void areAllHere() {
        assertEquals(Resources.ALL.stream().filter(each -> !each.is(Resource.Trait.REVIEW)).toList(),
                kinds().map(TypedKind::resource).toList());
    }

    private <T extends KubernetesObject, L extends KubernetesListObject> GenericKubernetesApi<T, L> api(TypedKind<T, L> kind) {
        Resource resource = kind.resource();
        return new GenericKubernetesApi<>(kind.type(), kind.list(), resource.group(), resource.version(), resource.plural(), official.client());
    }

    private <T extends KubernetesObject> T raw(TypedKind<T, ?> kind) {
        Resource resource = kind.resource();
        String path = (resource.group().isEmpty() ? "/api/" : "/apis/") + resource.apiVersion()
                + (resource.namespaced() ? "/namespaces/default/" : "/") + resource.plural() + "/x";
        return OfficialClient.model(official.cluster().call(store -> store.handle(Request.get(path, OfficialClient.NOW)).body()), kind.type());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends KubernetesObject, L extends KubernetesListObject> void livesFromItsCreationToItsEnd(TypedKind<T, L> kind) throws Exception {
        GenericKubernetesApi<T, L> api = api(kind);
        ListOptions selection = new ListOptions();
        selection.setFieldSelector("metadata.name=x");
        selection.setTimeoutSeconds(20);
        try (Watchable<T> watch = kind.resource().namespaced() ? api.watch("default", selection) : api.watch(selection)) {
            T created = api.create(OfficialClient.model(kind.written(), kind.type())).throwsApiException().getObject();
            assertHolds(Json.object(kind.written()), Json.object(JSON.serialize(created)), "");
            assertEquals(raw(kind), created);
            assertEquals(created, get(kind).throwsApiException().getObject());
            assertEquals(created, watch.next().object);
            created.getMetadata().putLabelsItem("l", "1");
            T updated = api.update(created).throwsApiException().getObject();
            assertEquals(raw(kind), updated);
            assertEquals("1", updated.getMetadata().getLabels().get("l"));
            assertEquals(updated, watch.next().object);
            T patched = patch(kind, "{\"metadata\":{\"labels\":{\"l\":null,\"m\":\"2\"}}}").throwsApiException().getObject();
            assertEquals(raw(kind), patched);
            assertEquals(List.of("m"), patched.getMetadata().getLabels().keySet().stream().filter(key -> key.length() == 1).toList());
            assertEquals(patched, watch.next().object);
            assertEquals(List.of(patched), listed(kind, selection));
            assertEquals(200, delete(kind).getHttpStatusCode());
            assertEnds(kind, watch);
        }
    }

    /** A namespace first shows that it is going. */
    private <T extends KubernetesObject> void assertEnds(TypedKind<T, ?> kind, Watchable<T> watch) {
        String type = watch.next().type;
        while (kind.resource() == Resources.NAMESPACES && type.equals("MODIFIED")) {
            type = watch.next().type;
        }
        assertEquals("DELETED", type);
        assertEquals(404, get(kind).getHttpStatusCode());
    }

    private <T extends KubernetesObject, L extends KubernetesListObject> KubernetesApiResponse<T> get(TypedKind<T, L> kind) {
        return kind.resource().namespaced() ? api(kind).get("default", "x") : api(kind).get("x");
    }

    private <T extends KubernetesObject, L extends KubernetesListObject> KubernetesApiResponse<T> patch(TypedKind<T, L> kind, String patch) {
        String format = V1Patch.PATCH_FORMAT_STRATEGIC_MERGE_PATCH;
        return kind.resource().namespaced() ? api(kind).patch("default", "x", format, new V1Patch(patch))
                : api(kind).patch("x", format, new V1Patch(patch));
    }

    private <T extends KubernetesObject, L extends KubernetesListObject> KubernetesApiResponse<T> delete(TypedKind<T, L> kind) {
        return kind.resource().namespaced() ? api(kind).delete("default", "x") : api(kind).delete("x");
    }

    /** With the kind that each of a list leaves out. */
    private <T extends KubernetesObject, L extends KubernetesListObject> List<T> listed(TypedKind<T, L> kind, ListOptions selection)
            throws ApiException {
        KubernetesApiResponse<L> list = kind.resource().namespaced() ? api(kind).list("default", selection) : api(kind).list(selection);
        List<T> items = new ArrayList<>();
        for (KubernetesObject item : list.throwsApiException().getObject().getItems()) {
            assertNull(item.getKind());
            String json = Json.object(JSON.serialize(item)).put("kind", kind.resource().kind()).put("apiVersion",
                    kind.resource().apiVersion()).toString();
            items.add(OfficialClient.model(json, kind.type()));
        }
        return items;
    }

    /** All that was written is there, at its place. */
    private static void assertHolds(JsonNode written, JsonNode held, String path) {
        if (written.isObject()) {
            written.properties().forEach(field -> assertHolds(field.getValue(), held.path(field.getKey()), path + "." + field.getKey()));
        } else if (written.isArray()) {
            assertEquals(written.size(), held.size(), path);
            for (int i = 0; i < written.size(); i++) {
                assertHolds(written.get(i), held.get(i), path + "[" + i + "]");
            }
        } else {
            assertEquals(instant(written), instant(held), path);
        }
    }

    /** The client writes six decimals, whatever a time has. */
    private static String instant(JsonNode value) {
        return value.toString().replaceAll("(\\d\\d:\\d\\d:\\d\\d)(\\.000000)?Z", "$1Z");
    }

    /** In a server's own bookmarks of workloads {@code containers} is null, which the models refuse. */
    static Stream<TypedKind<?, ?>> kindsWithBookmarks() {
        return kinds().filter(kind -> !Set.of("Pod", "DaemonSet", "Deployment").contains(kind.resource().kind()));
    }

    @ParameterizedTest
    @MethodSource("kindsWithBookmarks")
    void hasBookmarksThatItsModelReads(TypedKind<?, ?> kind) {
        List<WatchEvent> events = new ArrayList<>();
        official.cluster().call(store -> store.watch(WatchRequest.of(kind.resource(), "").after(store.resourceVersion()).withBookmarks(),
                events::add)).bookmark();
        assertEquals(1, events.size());
        KubernetesObject bookmark = OfficialClient.model(events.getFirst().object().toString(), kind.type());
        assertTrue(kind.type().isInstance(bookmark));
        assertEquals(kind.resource().kind() + " " + official.cluster().call(store -> store.resourceVersion()),
                bookmark.getKind() + " " + bookmark.getMetadata().getResourceVersion());
    }
}
