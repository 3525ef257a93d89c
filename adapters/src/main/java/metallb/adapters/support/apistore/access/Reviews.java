package metallb.adapters.support.apistore.access;

import java.util.List;
import java.util.Optional;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Request;
import metallb.adapters.support.apistore.Response;
import metallb.adapters.support.apistore.Status;
import metallb.adapters.support.apistore.schema.Decoding;
import metallb.adapters.support.apistore.schema.FieldSet;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.Schema;
import metallb.adapters.support.apistore.schema.Schemas;
import metallb.adapters.support.apistore.schema.Times;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be asked about callers, and {@link TokenRequests}: created, answered, and not kept. */
record Reviews(ApiStore store, boolean guarded, Tokens tokens) {
    private static final String AUTHORIZATION = "/apis/authorization.k8s.io/v1/";

    Optional<Response> answer(Request request, Account account) {
        if (!request.method().equals("POST")) {
            return Optional.empty();
        }
        String[] parts = request.path().split("/");
        if (parts.length == 8 && request.path().startsWith("/api/v1/namespaces/") && parts[5].equals("serviceaccounts")
                && parts[7].equals("token")) {
            return Optional.of(new TokenRequests(store, tokens).answer(request, parts[4], parts[6]));
        }
        return switch (request.path()) {
            case AUTHORIZATION + "selfsubjectaccessreviews" -> Optional.of(access(request, account));
            case AUTHORIZATION + "selfsubjectrulesreviews" -> Optional.of(rules(request, account));
            case "/apis/authentication.k8s.io/v1/selfsubjectreviews" -> Optional.of(self(request, account));
            default -> Optional.empty();
        };
    }

    private Response access(Request request, Account account) {
        ObjectNode body = read(request, "SelfSubjectAccessReview").orElse(null);
        if (body == null) {
            return unreadable("SelfSubjectAccessReview");
        }
        ObjectNode spec = Json.child(body, "spec");
        ObjectNode on = Json.child(spec, "resourceAttributes");
        Action action = spec.has("nonResourceAttributes")
                ? new Action.OnPath(Json.text(spec, "nonResourceAttributes", "verb"), Json.text(spec, "nonResourceAttributes", "path"))
                : new Action.OnResource(Json.text(on, "verb"), Json.text(on, "group"), Json.text(on, "resource"),
                        Json.text(on, "subresource"), Json.text(on, "namespace"), Json.text(on, "name"));
        Authorizer.Decision decision = guarded ? new Authorizer(store).decide(account, action) : new Authorizer.Decision(true, "");
        ObjectNode answer = head("SelfSubjectAccessReview", "authorization.k8s.io/v1");
        writer(request, "SelfSubjectAccessReview", body, answer.putObject("metadata"));
        answer.set("spec", spec);
        ObjectNode status = answer.putObject("status").put("allowed", decision.allowed());
        if (!decision.reason().isEmpty()) {
            status.put("reason", decision.reason());
        }
        return created(answer);
    }

    private Response rules(Request request, Account account) {
        ObjectNode body = read(request, "SelfSubjectRulesReview").orElse(null);
        if (body == null) {
            return unreadable("SelfSubjectRulesReview");
        }
        boolean everything = !guarded || account.groups().contains(Account.MASTERS);
        List<Rule> rules = everything ? List.of(new Rule(List.of("*"), List.of("*"), List.of("*"), List.of(), List.of()),
                new Rule(List.of("*"), List.of(), List.of(), List.of(), List.of("*")))
                : new Authorizer(store).rules(account, Json.text(body, "spec", "namespace"));
        ObjectNode answer = head("SelfSubjectRulesReview", "authorization.k8s.io/v1");
        answer.putObject("metadata");
        answer.putObject("spec");
        ObjectNode status = answer.putObject("status");
        ArrayNode onResources = status.putArray("resourceRules");
        ArrayNode onPaths = status.putArray("nonResourceRules");
        for (Rule rule : rules) {
            if (!rule.resources().isEmpty()) {
                ObjectNode line = onResources.addObject();
                line.set("verbs", strings(rule.verbs()));
                line.set("apiGroups", strings(rule.groups()));
                line.set("resources", strings(rule.resources()));
                if (!rule.names().isEmpty()) {
                    line.set("resourceNames", strings(rule.names()));
                }
            }
            if (!rule.paths().isEmpty()) {
                ObjectNode line = onPaths.addObject();
                line.set("verbs", strings(rule.verbs()));
                line.set("nonResourceURLs", strings(rule.paths()));
            }
        }
        status.put("incomplete", false);
        return created(answer);
    }

    private Response self(Request request, Account account) {
        ObjectNode answer = head("SelfSubjectReview", "authentication.k8s.io/v1");
        answer.putObject("metadata").put("creationTimestamp", Times.seconds(request.now()));
        ObjectNode user = answer.putObject("status").putObject("userInfo").put("username", account.name());
        if (!account.uid().isEmpty()) {
            user.put("uid", account.uid());
        }
        user.set("groups", strings(account.groups()));
        return created(answer);
    }

    static Optional<ObjectNode> read(Request request, String kind) {
        return request.object().map(object -> Decoding.decodeSparse(Schemas.named(kind), object.without(List.of("kind", "apiVersion"))))
                .filter(decoded -> decoded.error().isEmpty()).map(Decoding.Decoded::object);
    }

    static Response unreadable(String kind) {
        return Response.of(new Status(400, "BadRequest", "the object provided is unrecognized (must be of type " + kind + ")",
                Optional.empty(), Optional.empty()));
    }

    /** Enters who wrote the request, as the server does even here. */
    static void writer(Request request, String kind, ObjectNode body, ObjectNode metadata) {
        Schema.Struct schema = Schemas.named(kind);
        FieldSet fields = new FieldSet(FieldSet.valuesIn(schema, body).keySet());
        if (!fields.isEmpty()) {
            metadata.putArray("managedFields").addObject().put("manager", request.user().split("/")[0]).put("operation", "Update")
                    .put("apiVersion", kind.equals("TokenRequest") ? "authentication.k8s.io/v1" : "authorization.k8s.io/v1")
                    .put("time", Times.seconds(request.now())).put("fieldsType", "FieldsV1").set("fieldsV1", fields.toJson());
        }
    }

    static ObjectNode head(String kind, String apiVersion) {
        return Json.object().put("kind", kind).put("apiVersion", apiVersion);
    }

    static Response created(ObjectNode answer) {
        return new Response(201, "application/json", List.of(), 0, answer + "\n");
    }

    private static ArrayNode strings(List<String> texts) {
        ArrayNode array = Json.array();
        texts.forEach(array::add);
        return array;
    }
}
