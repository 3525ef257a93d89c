package metallb.adapters.support.apistore.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
import tools.jackson.databind.node.ObjectNode;

class TokenRequestsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private final ApiStore store = new ApiStore(1);
    private final Gate gate = Gate.guarded(new byte[32]);

    @BeforeEach
    void accountAndPods() {
        BootstrapRoles.create(store, NOW);
        create(Resources.NAMESPACES, "", "{'metadata':{'name':'ns'}}");
        create(Resources.SERVICE_ACCOUNTS, "ns", "{'metadata':{'name':'sa'}}");
        create(Resources.PODS, "ns", "{'metadata':{'name':'own'},'spec':{'serviceAccountName':'sa','containers':[{'name':'c','image':'i'}]}}");
        create(Resources.PODS, "ns", "{'metadata':{'name':'plain'},'spec':{'containers':[{'name':'c','image':'i'}]}}");
        create(Resources.SECRETS, "ns", "{'metadata':{'name':'s'}}");
        create(Resources.NODES, "", "{'metadata':{'name':'n'}}");
    }

    private void create(Resource resource, String namespace, String json) {
        store.create(resource, namespace, json.replace('\'', '"'), WriteOptions.by("test"), NOW).orThrow();
    }

    private Response request(String account, String spec) {
        var request = new Request("POST", "/api/v1/namespaces/ns/serviceaccounts/" + account + "/token", Map.of(), "application/json",
                "application/json", ("{'spec':" + spec + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8), NOW, "test/1");
        return gate.review(store, request, Account.ADMINISTRATOR).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nobody | {}                                                              | 404 serviceaccounts "nobody" not found
            sa     | {'expirationSeconds':599}                                       | 422 TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes
            sa     | {'boundObjectRef':{'kind':'Pod','apiVersion':'v1','name':'x'}}    | 404 pods "x" not found
            sa     | {'boundObjectRef':{'kind':'Secret','apiVersion':'v1','name':'x'}} | 404 secrets "x" not found
            sa     | {'boundObjectRef':{'kind':'Node','apiVersion':'v1','name':'x'}}   | 404 nodes "x" not found
            sa     | {'boundObjectRef':{'kind':'Pod','apiVersion':'v1','name':'plain'}} | 400 cannot bind token for serviceaccount "sa" to pod running with different serviceaccount name.
            sa     | {'boundObjectRef':{'kind':'Deployment','apiVersion':'apps/v1','name':'x'}} | 400 cannot bind token to object of type apps/v1, Kind=Deployment
            sa     | {'boundObjectRef':{'kind':'ConfigMap','apiVersion':'v1','name':'x'}} | 400 cannot bind token to object of type /v1, Kind=ConfigMap
            sa     | {'boundObjectRef':{'kind':'Pod','apiVersion':'v1','name':'own','uid':'u'}} | 409 Operation cannot be fulfilled on Pod "own": the UID in the bound object reference (u) does not match the UID in record. The object might have been deleted and then recreated
            """)
    void refuseWhatCannotBe(String account, String spec, String refusal) {
        Response response = request(account, spec);
        assertEquals(refusal, response.code() + " " + Json.text(Json.object(response.body()), "message"));
    }

    @ParameterizedTest
    @CsvSource({"Pod,own", "Secret,s", "Node,n"})
    void bindATokenToWhatItEndsWith(String kind, String name) {
        ObjectNode answer = Json.object(request("sa", "{'boundObjectRef':{'kind':'" + kind + "','apiVersion':'v1','name':'" + name + "'}}").body());
        assertEquals("{\"kind\":\"" + kind + "\",\"apiVersion\":\"v1\",\"name\":\"" + name + "\"}",
                answer.get("spec").get("boundObjectRef").toString());
        String token = Json.text(answer, "status", "token");
        assertEquals("system:serviceaccount:ns:sa", holder(token));
        Resource resource = BoundObject.resource(kind).orElseThrow();
        String namespace = resource.namespaced() ? "ns" : "";
        ObjectNode bound = store.get(Target.object(resource, namespace, name)).orElseThrow();
        store.delete(Target.object(resource, namespace, name), NOW);
        assertEquals("401", holder(token));
        ObjectNode again = Json.object();
        again.putObject("metadata").put("name", name);
        again.set("spec", bound.get("spec"));
        create(resource, namespace, again.toString());
        assertEquals("401", holder(token));
    }

    @Test
    void bindATokenToNothingUnlessTold() {
        ObjectNode answer = Json.object(request("sa", "{}").body());
        assertEquals("null", answer.get("spec").get("boundObjectRef").toString());
        store.delete(Target.object(Resources.PODS, "ns", "own"), NOW);
        assertEquals("system:serviceaccount:ns:sa", holder(Json.text(answer, "status", "token")));
    }

    private String holder(String token) {
        return switch (gate.admit(store, Request.get("/apis", NOW), new Credentials("Bearer " + token, "", List.of()))) {
            case Gate.Passage.Admitted(Account account) -> account.name();
            case Gate.Passage.Refused(Response response) -> Integer.toString(response.code());
        };
    }
}
