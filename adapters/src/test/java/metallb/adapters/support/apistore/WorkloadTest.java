package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.World.body;
import static metallb.adapters.support.apistore.World.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/rec/deployments";
    private static final String CONTROLLER = "{'metadata':{'name':'controller'},'spec':{'selector':{'matchLabels':{'app':'m'}},"
            + "'template':{'metadata':{'labels':{'app':'m'}},'spec':{'containers':[{'name':'c','image':'i:1'}]}}}}";

    private final World world = new World();

    @Test
    void fillsInWhatADeploymentLeavesOpen() {
        assertEquals("{\"replicas\":1,\"selector\":{\"matchLabels\":{\"app\":\"m\"}},\"template\":{\"metadata\":{\"labels\":{\"app\":\"m\"}},"
                + "\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i:1\",\"resources\":{},\"terminationMessagePath\":"
                + "\"/dev/termination-log\",\"terminationMessagePolicy\":\"File\",\"imagePullPolicy\":\"IfNotPresent\"}],"
                + "\"restartPolicy\":\"Always\",\"terminationGracePeriodSeconds\":30,\"dnsPolicy\":\"ClusterFirst\",\"securityContext\":{},"
                + "\"schedulerName\":\"default-scheduler\"}},\"strategy\":{\"type\":\"RollingUpdate\",\"rollingUpdate\":{\"maxUnavailable\":"
                + "\"25%\",\"maxSurge\":\"25%\"}},\"revisionHistoryLimit\":10,\"progressDeadlineSeconds\":600}",
                body(world.post(DEPLOYMENTS, CONTROLLER)).get("spec").toString());
    }

    @Test
    void refusesADeploymentThatSelectsNotItsOwnPods() {
        assertEquals("422 Deployment.apps \"controller\" is invalid: spec.template.metadata.labels: Invalid value: {\"app\":\"other\"}: "
                + "`selector` does not match template `labels`",
                message(world.post(DEPLOYMENTS, CONTROLLER.replace("'labels':{'app':'m'}", "'labels':{'app':'other'}"))));
    }

    @Test
    void scalesThroughTheSubresource() {
        world.post(DEPLOYMENTS, CONTROLLER);
        String scale = DEPLOYMENTS + "/controller/scale";
        assertEquals("{\"replicas\":3}", body(world.merge(scale, "{'spec':{'replicas':3}}")).get("spec").toString());
        assertEquals(3, Json.number(body(world.get(DEPLOYMENTS + "/controller")), "spec", "replicas"));
        assertEquals("{\"replicas\":0,\"selector\":\"app=m\"}", body(world.get(scale)).get("status").toString());
        assertEquals(2, Json.number(body(world.get(DEPLOYMENTS + "/controller")), "metadata", "generation"));
    }

    @Test
    void mergesContainersByName() {
        world.post(DEPLOYMENTS, CONTROLLER);
        var patched = world.strategic(DEPLOYMENTS + "/controller",
                "{'spec':{'template':{'spec':{'containers':[{'name':'c','image':'i:2'},{'name':'d','image':'j:1'}]}}}}");
        var containers = Json.list(body(patched), "spec", "template", "spec", "containers");
        assertEquals(2, containers.size());
        assertEquals("i:2", Json.text(containers.get(0), "image"));
        assertEquals("IfNotPresent", Json.text(containers.get(0), "imagePullPolicy"));
    }

    @Test
    void keepsWhatABindingGrants() {
        String bindings = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";
        world.post(bindings, "{'metadata':{'name':'metallb-system:speaker'},'roleRef':{'kind':'ClusterRole','name':'a'},"
                + "'subjects':[{'kind':'User','name':'u'}]}");
        assertEquals("422 ClusterRoleBinding.rbac.authorization.k8s.io \"metallb-system:speaker\" is invalid: roleRef: Invalid value: "
                + "{\"APIGroup\":\"rbac.authorization.k8s.io\",\"Kind\":\"ClusterRole\",\"Name\":\"b\"}: cannot change roleRef",
                message(world.merge(bindings + "/metallb-system:speaker", "{'roleRef':{'name':'b'}}")));
    }
}
