package metallb.adapters.devcluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.WriteOptions;
import metallb.adapters.support.apistore.access.Gate;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A PUT or an apply that creates needs the right to create, beside the one to update or to patch. */
@Timeout(60)
class CreationRightsTest {
    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps/";
    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/default/leases/";

    private final DevCluster cluster = DevCluster.startGuarded(InetAddress.getLoopbackAddress(), 0);
    private final HttpClient client = HttpClient.newHttpClient();

    /** {@code plain} may patch and update, {@code full} may create one name as well; {@code lost} has a role that is not there. */
    @BeforeEach
    void accounts() {
        for (String name : List.of("plain", "full", "lost")) {
            create(Resources.SERVICE_ACCOUNTS, "default", "{'metadata':{'name':'" + name + "'}}");
        }
        create(Resources.CLUSTER_ROLES, "", "{'metadata':{'name':'change'},'rules':[{'verbs':['patch','update'],'apiGroups':['*'],"
                + "'resources':['configmaps','leases']}]}");
        create(Resources.CLUSTER_ROLES, "", "{'metadata':{'name':'make'},'rules':[{'verbs':['create'],'apiGroups':['*'],"
                + "'resources':['configmaps','leases'],'resourceNames':['x']}]}");
        bind("a", "change", "plain", "full", "lost");
        bind("b", "make", "full");
        bind("c", "gone", "lost");
    }

    private void bind(String name, String role, String... accounts) {
        String subjects = String.join(",", List.of(accounts).stream().map(account ->
                "{'kind':'ServiceAccount','name':'" + account + "','namespace':'default'}").toList());
        create(Resources.CLUSTER_ROLE_BINDINGS, "", "{'metadata':{'name':'" + name + "'},'roleRef':{'kind':'ClusterRole','name':'" + role
                + "'},'subjects':[" + subjects + "]}");
    }

    private void create(Resource resource, String namespace, String json) {
        cluster.call(store -> store.create(resource, namespace, json.replace('\'', '"'), WriteOptions.by("test"), cluster.now()).orThrow());
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    /** The code, and of a refusal its text. */
    private String call(String caller, String method, String path, String body) throws Exception {
        String token = cluster.call(store -> cluster.gate().token(store, "default", caller, cluster.now(), 3600));
        String type = method.equals("PATCH") ? "application/apply-patch+yaml" : "application/json";
        HttpResponse<String> response = client.send(HttpRequest.newBuilder(URI.create(cluster.url() + path)).header("Content-Type", type)
                .header("Authorization", "Bearer " + token).method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build(), HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + (response.statusCode() < 400 ? "" : " " + Json.text(Json.object(response.body()), "message"));
    }

    private String apply(String caller, String name, String more) throws Exception {
        return call(caller, "PATCH", CONFIG_MAPS + name + "?fieldManager=t",
                "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'" + name + "'}" + more + "}");
    }

    private String put(String caller, String name, String more) throws Exception {
        return call(caller, "PUT", LEASES + name, "{'metadata':{'name':'" + name + "'" + more + "}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            plain|x| is forbidden:\s
            full|x|
            full|y| is forbidden:\s
            lost|x| is forbidden: RBAC: clusterrole.rbac.authorization.k8s.io "gone" not found
            """)
    void asksForTheRightToCreate(String caller, String name, String refusal) throws Exception {
        assertEquals(refusal == null ? "201" : "403 configmaps \"" + name + "\"" + refusal, apply(caller, name, ""));
        assertEquals(refusal == null ? "201" : "403 leases.coordination.k8s.io \"" + name + "\"" + refusal, put(caller, name, ""));
    }

    /** Also where it is a dry run; what is no object that could be created is told so first. */
    @Test
    void asksOnlyWhereSomethingWouldBeCreated() throws Exception {
        assertEquals("422 Lease.coordination.k8s.io \"x\" is invalid: metadata.labels: Invalid value: \"-\": a valid label must be an empty "
                + "string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
                + "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
                put("plain", "x", ",'labels':{'a':'-'}"));
        assertEquals("403 leases.coordination.k8s.io \"x\" is forbidden: ", call("plain", "PUT", LEASES + "x?dryRun=All",
                "{'metadata':{'name':'x'}}"));
        create(Resources.CONFIG_MAPS, "default", "{'metadata':{'name':'x'}}");
        assertEquals("200", apply("plain", "x", ",'data':{'k':'v'}"));
    }

    @Test
    void writesDownWhatWasCreatedSo() throws Exception {
        apply("full", "x", "");
        put("plain", "x", "");
        String full = "system:serviceaccount:default:full";
        String plain = "system:serviceaccount:default:plain";
        assertEquals(List.of(new Gate.Seen(full, "create", "configmaps", true), new Gate.Seen(full, "patch", "configmaps", true),
                new Gate.Seen(plain, "create", "leases.coordination.k8s.io", false),
                new Gate.Seen(plain, "update", "leases.coordination.k8s.io", true)), cluster.gate().seen());
    }
}
