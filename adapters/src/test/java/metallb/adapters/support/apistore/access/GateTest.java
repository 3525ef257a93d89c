package metallb.adapters.support.apistore.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Request;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Response;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.WriteOptions;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private final ApiStore store = new ApiStore(1);
    private final Gate gate = Gate.guarded(new byte[32]);

    @BeforeEach
    void rolesAndAccount() {
        create(Resources.NAMESPACES, "", "{'metadata':{'name':'ns'}}");
        create(Resources.SERVICE_ACCOUNTS, "ns", "{'metadata':{'name':'sa'}}");
        BootstrapRoles.create(store, NOW);
        create(Resources.CLUSTER_ROLES, "", "{'metadata':{'name':'reader'},'rules':[{'verbs':['get','list','watch'],'apiGroups':[''],"
                + "'resources':['services','nodes']},{'verbs':['update'],'apiGroups':['*'],'resources':['*/status']}]}");
        create(Resources.CLUSTER_ROLE_BINDINGS, "", "{'metadata':{'name':'reader'},'roleRef':{'kind':'ClusterRole','name':'reader'},"
                + "'subjects':[{'kind':'ServiceAccount','name':'sa','namespace':'ns'}]}");
        create(Resources.ROLES, "ns", "{'metadata':{'name':'own'},'rules':[{'verbs':['*'],'apiGroups':[''],'resources':['configmaps'],"
                + "'resourceNames':['config']}]}");
        create(Resources.ROLE_BINDINGS, "ns", "{'metadata':{'name':'own'},'roleRef':{'kind':'Role','name':'own'},"
                + "'subjects':[{'kind':'ServiceAccount','name':'sa','namespace':'ns'}]}");
    }

    private void create(Resource resource, String namespace, String json) {
        store.create(resource, namespace, json.replace('\'', '"'), WriteOptions.by("test"), NOW).orThrow();
    }

    private static Request request(String method, String path, String body, Instant now) {
        int mark = path.indexOf('?');
        Map<String, String> query = mark < 0 ? Map.of() : Map.of(path.substring(mark + 1, path.indexOf('=')), path.substring(path.indexOf('=') + 1));
        return new Request(method, mark < 0 ? path : path.substring(0, mark), query, "application/json", "application/json",
                body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), now, "test/1");
    }

    private String bearer() {
        return "Bearer " + gate.token(store, "ns", "sa", NOW, 3600);
    }

    private String admit(String method, String path, Credentials credentials, Instant now) {
        return switch (gate.admit(store, request(method, path, "", now), credentials)) {
            case Gate.Passage.Admitted admitted -> admitted.account().name();
            case Gate.Passage.Refused refused -> refused.response().code() + " " + Json.text(Json.object(refused.response().body()), "message");
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET    | /api/v1/services                                  | allowed
            GET    | /api/v1/namespaces/ns/services?watch=true         | allowed
            GET    | /apis                                             | allowed
            PUT    | /api/v1/namespaces/ns/services/a/status           | allowed
            GET    | /api/v1/namespaces/ns/configmaps/config           | allowed
            GET    | /api/v1/namespaces/ns/configmaps?fieldSelector=metadata.name=config | allowed
            PUT    | /api/v1/namespaces/ns/services/a                  | services "a" is forbidden: User "system:serviceaccount:ns:sa" cannot update resource "services" in API group "" in the namespace "ns"
            GET    | /api/v1/namespaces/ns/configmaps                  | configmaps is forbidden: User "system:serviceaccount:ns:sa" cannot list resource "configmaps" in API group "" in the namespace "ns"
            GET    | /api/v1/namespaces/other/configmaps/config        | configmaps "config" is forbidden: User "system:serviceaccount:ns:sa" cannot get resource "configmaps" in API group "" in the namespace "other"
            DELETE | /api/v1/nodes                                     | nodes is forbidden: User "system:serviceaccount:ns:sa" cannot deletecollection resource "nodes" in API group "" at the cluster scope
            PATCH  | /apis/apps/v1/namespaces/ns/deployments/d/scale   | deployments.apps "d" is forbidden: User "system:serviceaccount:ns:sa" cannot patch resource "deployments/scale" in API group "apps" in the namespace "ns"
            GET    | /metrics                                          | forbidden: User "system:serviceaccount:ns:sa" cannot get path "/metrics"
            """)
    void letsThroughWhatRolesAllow(String method, String path, String expected) {
        String wanted = expected.equals("allowed") ? "system:serviceaccount:ns:sa" : "403 " + expected;
        assertEquals(wanted, admit(method, path, new Credentials(bearer(), "", List.of()), NOW));
    }

    @Test
    void knowsCallersByTheirTokens() {
        String basic = "Basic " + Base64.getEncoder().encodeToString(("any:" + gate.administratorToken()).getBytes(StandardCharsets.UTF_8));
        assertEquals("kubernetes-admin", admit("GET", "/metrics", new Credentials(basic, "", List.of()), NOW));
        assertEquals("system:anonymous", admit("GET", "/healthz", Credentials.NONE, NOW));
        assertEquals("401 Unauthorized", admit("GET", "/healthz", new Credentials("Bearer bad", "", List.of()), NOW));
        assertEquals("401 Unauthorized", admit("GET", "/apis", new Credentials(bearer() + "x", "", List.of()), NOW));
        assertEquals("401 Unauthorized", admit("GET", "/apis", new Credentials(bearer(), "", List.of()), NOW.plusSeconds(3600)));
        String token = bearer();
        store.delete(Target.object(Resources.SERVICE_ACCOUNTS, "ns", "sa"), NOW);
        assertEquals("401 Unauthorized", admit("GET", "/apis", new Credentials(token, "", List.of()), NOW));
    }

    @Test
    void letsTheAdministratorActAsOthers() {
        String bearer = "Bearer " + gate.administratorToken();
        assertEquals("system:serviceaccount:ns:sa", admit("GET", "/api/v1/nodes",
                new Credentials(bearer, "system:serviceaccount:ns:sa", List.of()), NOW));
        assertEquals("403 users \"eve\" is forbidden: User \"system:serviceaccount:ns:sa\" cannot impersonate resource \"users\" in API "
                + "group \"\" at the cluster scope", admit("GET", "/api/v1/nodes", new Credentials(bearer(), "eve", List.of()), NOW));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            eve                         |                | users "eve" is forbidden: User "system:serviceaccount:ns:sa" cannot impersonate resource "users" in API group "" at the cluster scope
            system:serviceaccount:ns:sb |                | serviceaccounts "sb" is forbidden: User "system:serviceaccount:ns:sa" cannot impersonate resource "serviceaccounts" in API group "" in the namespace "ns"
            bob                         | system:masters | groups "system:masters" is forbidden: User "system:serviceaccount:ns:sa" cannot impersonate resource "groups" in API group "" at the cluster scope
            bob                         |                | allowed
            """)
    void letsOthersBeWhomARoleNames(String user, String group, String expected) {
        create(Resources.CLUSTER_ROLES, "", "{'metadata':{'name':'actor'},'rules':[{'verbs':['impersonate'],'apiGroups':[''],"
                + "'resources':['users'],'resourceNames':['bob']}]}");
        create(Resources.CLUSTER_ROLE_BINDINGS, "", "{'metadata':{'name':'actor'},'roleRef':{'kind':'ClusterRole','name':'actor'},"
                + "'subjects':[{'kind':'ServiceAccount','name':'sa','namespace':'ns'}]}");
        List<String> groups = group == null ? List.of() : List.of(group);
        String wanted = expected.equals("allowed") ? "bob" : "403 " + expected;
        assertEquals(wanted, admit("GET", "/apis", new Credentials(bearer(), user, groups), NOW));
    }

    @Test
    void writesDownWhoWantedToBeAnother() {
        admit("GET", "/api/v1/nodes", new Credentials(bearer(), "eve", List.of()), NOW);
        admit("GET", "/api/v1/nodes", new Credentials("Bearer " + gate.administratorToken(), "system:serviceaccount:ns:sa", List.of()), NOW);
        assertEquals(List.of(new Gate.Seen("kubernetes-admin", "impersonate", "serviceaccounts", true),
                new Gate.Seen("system:serviceaccount:ns:sa", "list", "nodes", true),
                new Gate.Seen("system:serviceaccount:ns:sa", "impersonate", "users", false)), gate.seen());
    }

    @Test
    void guardsWhatStandsBesideTheApiAndDoesNotWriteItDown() {
        Request seen = request("GET", "/seen", "", NOW);
        assertEquals(new Gate.Passage.Admitted(Account.ADMINISTRATOR), gate.admitBeside(store, seen,
                new Credentials("Bearer " + gate.administratorToken(), "", List.of())));
        assertEquals("401", refusal(seen, new Credentials("Bearer bad", "", List.of())));
        assertEquals("403 forbidden: User \"system:anonymous\" cannot get path \"/seen\"", refusal(seen, Credentials.NONE));
        assertEquals(List.of(), gate.seen());
    }

    private String refusal(Request request, Credentials credentials) {
        Response response = ((Gate.Passage.Refused) gate.admitBeside(store, request, credentials)).response();
        return response.code() == 401 ? "401" : response.code() + " " + Json.text(Json.object(response.body()), "message");
    }

    @Test
    void saysWhatACallerMay() {
        Account account = Account.ofServiceAccount("ns", "sa", "");
        assertEquals("{\"allowed\":true,\"reason\":\"RBAC: allowed by ClusterRoleBinding \\\"reader\\\" of ClusterRole \\\"reader\\\" to "
                + "ServiceAccount \\\"sa/ns\\\"\"}", status(account, "selfsubjectaccessreviews",
                "{'spec':{'resourceAttributes':{'verb':'list','resource':'services'}}}"));
        assertEquals("{\"allowed\":false}", status(account, "selfsubjectaccessreviews",
                "{'spec':{'resourceAttributes':{'verb':'delete','resource':'services'}}}"));
        assertEquals("{\"resourceRules\":[{\"verbs\":[\"get\",\"list\",\"watch\"],\"apiGroups\":[\"\"],\"resources\":[\"services\",\"nodes\"]},"
                + "{\"verbs\":[\"update\"],\"apiGroups\":[\"*\"],\"resources\":[\"*/status\"]},{\"verbs\":[\"*\"],\"apiGroups\":[\"\"],"
                + "\"resources\":[\"configmaps\"],\"resourceNames\":[\"config\"]}],\"nonResourceRules\":[],\"incomplete\":false}",
                status(new Account("system:serviceaccount:ns:sa", "", List.of()), "selfsubjectrulesreviews", "{'spec':{'namespace':'ns'}}"));
    }

    private String status(Account account, String review, String body) {
        Response response = gate.review(store, request("POST", "/apis/authorization.k8s.io/v1/" + review, body, NOW), account).orElseThrow();
        assertEquals(201, response.code());
        return Json.object(response.body()).get("status").toString();
    }

    @Test
    void writesDownWhoDidWhatAndWhetherItWasAllowed() {
        admit("GET", "/api/v1/nodes", new Credentials(bearer(), "", List.of()), NOW);
        admit("GET", "/api/v1/nodes", new Credentials(bearer(), "", List.of()), NOW);
        admit("PUT", "/api/v1/namespaces/ns/services/a/status", new Credentials(bearer(), "", List.of()), NOW);
        admit("DELETE", "/api/v1/nodes/n", new Credentials(bearer(), "", List.of()), NOW);
        assertEquals(List.of(new Gate.Seen("system:serviceaccount:ns:sa", "delete", "nodes", false),
                new Gate.Seen("system:serviceaccount:ns:sa", "list", "nodes", true),
                new Gate.Seen("system:serviceaccount:ns:sa", "update", "services/status", true)), gate.seen());
    }

    @Test
    void writesDownToWhichObjectsUpToABound() {
        for (int i = 0; i < 200; i++) {
            admit("PUT", "/api/v1/namespaces/ns/services/a" + i % 150 + "/status", new Credentials(bearer(), "", List.of()), NOW);
        }
        admit("GET", "/api/v1/namespaces/ns/configmaps?fieldSelector=metadata.name=config", new Credentials(bearer(), "", List.of()), NOW);
        List<Action> actions = gate.actions("system:serviceaccount:ns:sa");
        assertEquals(101, actions.size());
        assertEquals(new Action.OnResource("list", "", "configmaps", "", "ns", "config"), actions.getFirst());
        assertEquals(new Action.OnResource("update", "", "services", "status", "ns", "a99"), actions.getLast());
        assertEquals(List.of(), gate.actions("kubernetes-admin"));
    }
}
