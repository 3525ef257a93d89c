package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.World.CONFIG_MAPS;
import static metallb.adapters.support.apistore.World.SERVICES;
import static metallb.adapters.support.apistore.World.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A PUT of what is not there: some kinds are created by it, the others are not found. */
class CreationByUpdateTest {
    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";
    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/rec/leases";

    private final World world = new World();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /api/v1/namespaces/rec/services                                | ,'spec':{'ports':[{'port':80}]}                           | 201
            /api/v1/namespaces/rec/events                                  | ,'involvedObject':{'namespace':'rec'}                     | 201
            /apis/coordination.k8s.io/v1/namespaces/rec/leases             |                                                           | 201
            /apis/rbac.authorization.k8s.io/v1/clusterroles                |                                                           | 201
            /apis/rbac.authorization.k8s.io/v1/clusterrolebindings         | ,'roleRef':{'kind':'ClusterRole','name':'r','apiGroup':'rbac.authorization.k8s.io'} | 201
            /apis/rbac.authorization.k8s.io/v1/namespaces/rec/roles        |                                                           | 201
            /apis/rbac.authorization.k8s.io/v1/namespaces/rec/rolebindings | ,'roleRef':{'kind':'ClusterRole','name':'r','apiGroup':'rbac.authorization.k8s.io'} | 201
            /api/v1/namespaces/rec/configmaps                              |                                                           | 404
            /api/v1/namespaces/rec/secrets                                 |                                                           | 404
            /api/v1/namespaces/rec/serviceaccounts                         |                                                           | 404
            /api/v1/namespaces/rec/pods                                    |                                                           | 404
            /api/v1/namespaces                                             |                                                           | 404
            /api/v1/nodes                                                  |                                                           | 404
            /apis/apps/v1/namespaces/rec/deployments                       |                                                           | 404
            /apis/apps/v1/namespaces/rec/daemonsets                        |                                                           | 404
            /apis/discovery.k8s.io/v1/namespaces/rec/endpointslices        |                                                           | 404
            /apis/networking.k8s.io/v1/namespaces/rec/networkpolicies      |                                                           | 404
            /apis/policy/v1/namespaces/rec/poddisruptionbudgets            |                                                           | 404
            /apis/scheduling.k8s.io/v1/priorityclasses                     |                                                           | 404
            """)
    void createsWhatTheServerCreates(String collection, String more, int code) {
        assertEquals(code, world.put(collection + "/x", "{'metadata':{'name':'x'}" + (more == null ? "" : more) + "}").code());
        assertEquals(code == 201 ? 200 : 404, world.get(collection + "/x").code());
    }

    @Test
    void createsUnderTheNameOfThePathOnly() {
        assertEquals("400 the name of the object (y) does not match the name on the URL (x)",
                message(world.put(LEASES + "/x", "{'metadata':{'name':'y'}}")));
        assertEquals("400 the name of the object (y) does not match the name on the URL (x)",
                message(world.put(CONFIG_MAPS + "/x", "{'metadata':{'name':'y'}}")));
        assertEquals(404, world.get(LEASES + "/y").code());
    }

    /** It is gone, and with it the version; a uid would mean the one that is gone. */
    @Test
    void createsWhateverVersionItWasButNotUnderAUid() {
        assertEquals(201, world.put(LEASES + "/x", "{'metadata':{'name':'x','resourceVersion':'77'}}").code());
        String gone = "409 Operation cannot be fulfilled on %s \"z\": StorageError: invalid object, Code: 4, Key: /registry/%s/rec/z, "
                + "ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: u, UID in object meta: ";
        assertEquals(gone.formatted("leases.coordination.k8s.io", "leases"),
                message(world.put(LEASES + "/z", "{'metadata':{'name':'z','uid':'u'}}")));
        assertEquals(gone.formatted("configmaps", "configmaps"),
                message(world.put(CONFIG_MAPS + "/z", "{'metadata':{'name':'z','uid':'u'}}")));
    }

    @Test
    void createsNothingThroughAPartOfIt() {
        assertEquals("404 services \"x\" not found", message(world.put(SERVICES + "/x/status", "{'metadata':{'name':'x'}}")));
        assertEquals("404 services \"x\" not found", message(world.apply(SERVICES + "/x/status?fieldManager=t",
                "{'apiVersion':'v1','kind':'Service','metadata':{'name':'x'},'status':{}}")));
        assertEquals(404, world.get(SERVICES + "/x").code());
        assertEquals("403 roles.rbac.authorization.k8s.io \"x\" is forbidden: no", message(world.store.handle(
                World.request("PUT", RBAC + "/namespaces/rec/roles/x", "application/json", "application/json", "{'metadata':{'name':'x'}}"),
                _ -> Optional.of("no"))));
    }
}
