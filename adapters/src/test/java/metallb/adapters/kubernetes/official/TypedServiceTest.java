package metallb.adapters.kubernetes.official;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ListMeta;
import io.kubernetes.client.openapi.models.V1LoadBalancerIngress;
import io.kubernetes.client.openapi.models.V1LoadBalancerStatus;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceList;
import io.kubernetes.client.openapi.models.V1ServiceStatus;
import io.kubernetes.client.openapi.models.V1StatusCause;
import io.kubernetes.client.openapi.models.V1StatusDetails;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Service by {@code CoreV1Api} from its creation to its end, each answer and each refusal compared whole. */
@Timeout(60)
class TypedServiceTest {
    private static final String RELABELLER = Web.CREATOR.replace("\"f:app\":{}", "\"f:app\":{},\"f:tier\":{}");
    private static final String ANNOUNCER = """
            {"manager":"controller","operation":"Update","apiVersion":"v1","time":"2026-11-01T10:00:00Z","fieldsType":"FieldsV1",
             "fieldsV1":{"f:status":{"f:loadBalancer":{"f:ingress":{}}}},"subresource":"status"}""";

    private final OfficialClient official = new OfficialClient();
    private final CoreV1Api core = new CoreV1Api(official.client());

    @AfterEach
    void stop() {
        official.close();
    }

    private V1Service create() throws ApiException {
        return core.createNamespacedService("default", Web.wish()).fieldManager("test").execute();
    }

    @Test
    void isCreatedReadAndListed() throws ApiException {
        V1Service expected = Web.CREATED.model();
        assertEquals(expected, create());
        assertEquals(expected, core.readNamespacedService("web", "default").execute());
        V1ServiceList list = new V1ServiceList().apiVersion("v1").kind("ServiceList").metadata(new V1ListMeta().resourceVersion("5"))
                .items(List.of(Web.CREATED.model().apiVersion(null).kind(null)));
        assertEquals(list, core.listNamespacedService("default").execute());
        assertEquals(list, core.listServiceForAllNamespaces().labelSelector("app=web").fieldSelector("spec.type=LoadBalancer").execute());
    }

    @Test
    void isReplacedAndItsStatusApart() throws ApiException {
        V1Service service = create();
        service.getMetadata().putLabelsItem("tier", "front");
        service.setStatus(ingress("192.0.2.9"));
        Web relabelled = Web.CREATED.at("6").labelled("{\"app\":\"web\",\"tier\":\"front\"}").managed(RELABELLER);
        V1Service replaced = core.replaceNamespacedService("web", "default", service).fieldManager("test").execute();
        assertEquals(relabelled.model(), replaced);
        replaced.setStatus(ingress("192.0.2.1"));
        replaced.getSpec().setExternalTrafficPolicy("Local");
        Web announced = relabelled.at("7").showing("192.0.2.1").managed(ANNOUNCER + "," + RELABELLER);
        assertEquals(announced.model(), core.replaceNamespacedServiceStatus("web", "default", replaced).fieldManager("controller").execute());
        assertEquals(announced.model(), core.readNamespacedServiceStatus("web", "default").execute());
    }

    private static V1ServiceStatus ingress(String address) {
        return new V1ServiceStatus().loadBalancer(new V1LoadBalancerStatus().addIngressItem(new V1LoadBalancerIngress().ip(address)));
    }

    @Test
    void isDeletedAndGone() throws ApiException {
        create();
        assertEquals(Web.CREATED.at("6").model(), core.deleteNamespacedService("web", "default").execute());
        assertEquals(OfficialClient.failure(404, "NotFound", "services \"web\" not found", new V1StatusDetails().name("web").kind("services")),
                official.refusal(() -> core.readNamespacedService("web", "default").execute()));
    }

    @Test
    void isNotWrittenWhereItChangedMeanwhile() throws ApiException {
        V1StatusDetails web = new V1StatusDetails().name("web").kind("services");
        V1Service old = create();
        core.replaceNamespacedService("web", "default", Web.CREATED.labelled("{\"app\":\"other\"}").model()).execute();
        assertEquals(OfficialClient.failure(409, "Conflict", "Operation cannot be fulfilled on services \"web\": the object has been modified; please"
                + " apply your changes to the latest version and try again", web),
                official.refusal(() -> core.replaceNamespacedService("web", "default", old).execute()));
        assertEquals(OfficialClient.failure(409, "AlreadyExists", "services \"web\" already exists", web), official.refusal(this::create));
        assertEquals("other", core.readNamespacedService("web", "default").execute().getMetadata().getLabels().get("app"));
    }

    @Test
    void isRefusedWithEveryFieldThatIsWrong() {
        V1Service wrong = Web.wish();
        wrong.getSpec().setExternalTrafficPolicy("Nearby");
        wrong.getSpec().getPorts().getFirst().setPort(70_000);
        String port = "Invalid value: 70000: must be between 1 and 65535, inclusive";
        String policy = "Unsupported value: \"Nearby\": supported values: \"Cluster\", \"Local\"";
        V1StatusDetails details = new V1StatusDetails().name("web").kind("Service")
                .addCausesItem(new V1StatusCause().reason("FieldValueInvalid").message(port).field("spec.ports[0].port"))
                .addCausesItem(new V1StatusCause().reason("FieldValueInvalid").message(port).field("spec.ports[0].targetPort"))
                .addCausesItem(new V1StatusCause().reason("FieldValueNotSupported").message(policy).field("spec.externalTrafficPolicy"));
        assertEquals(OfficialClient.failure(422, "Invalid", "Service \"web\" is invalid: [spec.ports[0].port: " + port
                + ", spec.ports[0].targetPort: " + port + ", spec.externalTrafficPolicy: " + policy + "]", details),
                official.refusal(() -> core.createNamespacedService("default", wrong).execute()));
    }
}
