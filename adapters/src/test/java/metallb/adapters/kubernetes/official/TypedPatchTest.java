package metallb.adapters.kubernetes.official;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatusCause;
import io.kubernetes.client.openapi.models.V1StatusDetails;
import io.kubernetes.client.util.PatchUtils;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type of patch by {@code PatchUtils}, each answer compared whole. */
@Timeout(60)
class TypedPatchTest {
    private static final String NAMED = "{\"name\":\"http\",\"port\":80,\"protocol\":\"TCP\",\"targetPort\":80}";
    private static final String NAMER = Web.CREATOR.replace("\"f:port\":{}", "\"f:name\":{},\"f:port\":{}");

    private final OfficialClient official = new OfficialClient();
    private final CoreV1Api core = new CoreV1Api(official.client());

    @BeforeEach
    void create() throws ApiException {
        core.createNamespacedService("default", Web.wish()).fieldManager("test").execute();
    }

    @AfterEach
    void stop() {
        official.close();
    }

    static Stream<Arguments> patches() {
        Web named = Web.CREATED.at("6").withPorts(NAMED).managed(NAMER);
        return Stream.of(
                Arguments.of(V1Patch.PATCH_FORMAT_JSON_PATCH, "[{\"op\":\"test\",\"path\":\"/metadata/resourceVersion\",\"value\":\"5\"},"
                        + "{\"op\":\"add\",\"path\":\"/spec/ports/0/name\",\"value\":\"http\"}]", named),
                Arguments.of(V1Patch.PATCH_FORMAT_JSON_MERGE_PATCH, "{\"spec\":{\"ports\":[" + NAMED + "]}}", named),
                Arguments.of(V1Patch.PATCH_FORMAT_STRATEGIC_MERGE_PATCH, "{\"spec\":{\"ports\":[{\"port\":80,\"name\":\"http\"}]}}", named),
                Arguments.of(V1Patch.PATCH_FORMAT_STRATEGIC_MERGE_PATCH, "{\"metadata\":{\"labels\":{\"app\":null,\"tier\":\"front\"}}}",
                        Web.CREATED.at("6").labelled("{\"tier\":\"front\"}").managed(Web.CREATOR.replace("f:app", "f:tier"))),
                Arguments.of(V1Patch.PATCH_FORMAT_JSON_MERGE_PATCH, "{\"metadata\":{\"resourceVersion\":\"5\"}}", Web.CREATED));
    }

    @ParameterizedTest
    @MethodSource("patches")
    void changesWhatItNames(String format, String patch, Web expected) throws ApiException {
        assertEquals(expected.model(), official.patch(V1Service.class, () -> core.patchNamespacedService("web", "default",
                new V1Patch(patch)).fieldManager("test").buildCall(null), format));
        assertEquals(expected.model(), core.readNamespacedService("web", "default").execute());
    }

    @Test
    void showsAnAddress() throws ApiException {
        String announcer = """
                {"manager":"controller","operation":"Update","apiVersion":"v1","time":"2026-11-01T10:00:00Z","fieldsType":"FieldsV1",
                 "fieldsV1":{"f:status":{"f:loadBalancer":{"f:ingress":{}}}},"subresource":"status"}""";
        V1Patch patch = new V1Patch("{\"metadata\":{\"resourceVersion\":\"5\"},\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":"
                + "\"192.0.2.1\"}]}}}");
        PatchUtils.PatchCallFunc call = () -> core.patchNamespacedServiceStatus("web", "default", patch).fieldManager("controller")
                .buildCall(null);
        assertEquals(Web.CREATED.at("6").showing("192.0.2.1").managed(announcer + "," + Web.CREATOR).model(),
                official.patch(V1Service.class, call, V1Patch.PATCH_FORMAT_JSON_MERGE_PATCH));
        assertEquals(OfficialClient.failure(409, "Conflict", "Operation cannot be fulfilled on services \"web\": the object has been"
                + " modified; please apply your changes to the latest version and try again",
                new V1StatusDetails().name("web").kind("services")),
                official.refusal(() -> official.patch(V1Service.class, call, V1Patch.PATCH_FORMAT_JSON_MERGE_PATCH)));
    }

    @Test
    void refusesAJsonPatchWhoseTestFails() {
        V1Patch patch = new V1Patch("[{\"op\":\"test\",\"path\":\"/metadata/resourceVersion\",\"value\":\"4\"}]");
        assertEquals(OfficialClient.failure(422, "Invalid", "the server rejected our request due to an error in our request",
                new V1StatusDetails()), official.refusal(() -> official.patch(V1Service.class, () -> core.patchNamespacedService("web",
                "default", patch).buildCall(null), V1Patch.PATCH_FORMAT_JSON_PATCH)));
    }

    // ---- server-side apply

    private V1Service apply(String manager, boolean force, String labels) throws ApiException {
        V1Patch patch = new V1Patch("{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"web\",\"labels\":" + labels + "}}");
        return official.patch(V1Service.class, () -> core.patchNamespacedService("web", "default", patch).fieldManager(manager)
                .force(force).buildCall(null), V1Patch.PATCH_FORMAT_APPLY_YAML);
    }

    private static String applied(String manager, String label) {
        return "{\"manager\":\"" + manager + "\",\"operation\":\"Apply\",\"apiVersion\":\"v1\",\"time\":\"2026-11-01T10:00:00Z\","
                + "\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{\"f:metadata\":{\"f:labels\":{\"f:" + label + "\":{}}}}}";
    }

    @Test
    void appliesAndTakesBackWhatItNoLongerNames() throws ApiException {
        assertEquals(Web.CREATED.at("6").labelled("{\"app\":\"web\",\"tier\":\"front\"}").managed(applied("one", "tier") + "," + Web.CREATOR)
                .model(), apply("one", false, "{\"tier\":\"front\"}"));
        assertEquals(Web.CREATED.at("7").labelled("{\"app\":\"web\",\"zone\":\"a\"}").managed(applied("one", "zone") + "," + Web.CREATOR)
                .model(), apply("one", false, "{\"zone\":\"a\"}"));
    }

    @Test
    void doesNotApplyWhatAnotherOwnsUnlessForced() throws ApiException {
        V1StatusDetails details = new V1StatusDetails().addCausesItem(new V1StatusCause().reason("FieldManagerConflict")
                .message("conflict with \"test\" using v1 at 2026-11-01T10:00:00Z").field(".metadata.labels.app"));
        assertEquals(OfficialClient.failure(409, "Conflict", "Apply failed with 1 conflict: conflict with \"test\" using v1 at"
                + " 2026-11-01T10:00:00Z: .metadata.labels.app", details),
                official.refusal(() -> apply("two", false, "{\"app\":\"mine\"}")));
        String left = Web.CREATOR.replace("{\".\":{},\"f:app\":{}}", "{}");
        assertEquals(Web.CREATED.at("6").labelled("{\"app\":\"mine\"}").managed(applied("two", "app") + "," + left).model(),
                apply("two", true, "{\"app\":\"mine\"}"));
    }
}
