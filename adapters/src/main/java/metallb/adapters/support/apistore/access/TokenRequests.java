package metallb.adapters.support.apistore.access;

import java.time.Instant;
import java.util.Optional;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Request;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Response;
import metallb.adapters.support.apistore.Status;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.Times;
import tools.jackson.databind.node.ObjectNode;

/** Tokens of service accounts on demand ({@code kubectl create token}), bound to an object or to none. */
record TokenRequests(ApiStore store, Tokens tokens) {
    private static final long SHORTEST = 600;

    Response answer(Request request, String namespace, String name) {
        ObjectNode body = Reviews.read(request, "TokenRequest").orElse(null);
        ObjectNode account = store.get(Target.object(Resources.SERVICE_ACCOUNTS, namespace, name)).orElse(null);
        if (account == null) {
            return notFound("serviceaccounts", name);
        }
        if (body == null) {
            return Reviews.unreadable("TokenRequest");
        }
        ObjectNode spec = Json.child(body, "spec");
        long seconds = spec.has("expirationSeconds") ? Json.number(spec, "expirationSeconds") : 3600;
        if (seconds < SHORTEST) {
            return tooShort(seconds);
        }
        ObjectNode reference = spec.has("boundObjectRef") ? Json.child(spec, "boundObjectRef") : null;
        return switch (binding(reference, namespace, name)) {
            case Binding.Refused(Response response) -> response;
            case Binding.None _ -> issued(request, account, reference, seconds, Optional.empty());
            case Binding.To(BoundObject object) -> issued(request, account, reference, seconds, Optional.of(object));
        };
    }

    private Response issued(Request request, ObjectNode account, ObjectNode reference, long seconds, Optional<BoundObject> bound) {
        ObjectNode answer = Reviews.head("TokenRequest", "authentication.k8s.io/v1");
        ObjectNode metadata = answer.putObject("metadata").put("name", Json.text(account, "metadata", "name"))
                .put("namespace", Json.text(account, "metadata", "namespace")).put("uid", Json.text(account, "metadata", "uid"))
                .put("creationTimestamp", Times.seconds(request.now()));
        Reviews.read(request, "TokenRequest").ifPresent(body -> Reviews.writer(request, "TokenRequest", body, metadata));
        ObjectNode spec = Json.object();
        spec.putArray("audiences").add(Tokens.AUDIENCE);
        spec.put("expirationSeconds", seconds);
        answer.set("spec", spec);
        if (reference == null) {
            spec.putNull("boundObjectRef");
        } else {
            spec.set("boundObjectRef", reference);
        }
        Instant end = request.now().plusSeconds(seconds);
        answer.putObject("status").put("token", tokens.issue(account, bound, request.now(), seconds))
                .put("expirationTimestamp", Times.seconds(end));
        return Reviews.created(answer);
    }

    /** To what a token shall be bound. */
    private sealed interface Binding {
        record None() implements Binding {
        }

        record To(BoundObject object) implements Binding {
        }

        record Refused(Response response) implements Binding {
        }
    }

    /** {@code reference}: null for none. The checks and their words: the server's token storage. */
    private Binding binding(ObjectNode reference, String namespace, String account) {
        if (reference == null) {
            return new Binding.None();
        }
        String kind = Json.text(reference, "kind");
        String name = Json.text(reference, "name");
        if (!Json.text(reference, "apiVersion").equals("v1") || BoundObject.resource(kind).isEmpty()) {
            return new Binding.Refused(badRequest("cannot bind token to object of type " + type(Json.text(reference, "apiVersion"), kind)));
        }
        Optional<ObjectNode> found = BoundObject.find(store, kind, namespace, name);
        if (found.isEmpty()) {
            return new Binding.Refused(notFound(BoundObject.resource(kind).orElseThrow().plural(), name));
        }
        String runs = Json.text(found.get(), "spec", "serviceAccountName");
        if (kind.equals("Pod") && !(runs.isEmpty() ? "default" : runs).equals(account)) {
            return new Binding.Refused(badRequest("cannot bind token for serviceaccount \"" + account
                    + "\" to pod running with different serviceaccount name."));
        }
        String uid = Json.text(found.get(), "metadata", "uid");
        String wanted = Json.text(reference, "uid");
        return wanted.isEmpty() || wanted.equals(uid) ? new Binding.To(new BoundObject(kind, name, uid))
                : new Binding.Refused(another(kind, name, wanted));
    }

    /** As Go prints a group, version and kind. */
    private static String type(String apiVersion, String kind) {
        return (apiVersion.contains("/") ? apiVersion : "/" + apiVersion) + ", Kind=" + kind;
    }

    private static Response notFound(String resource, String name) {
        return Response.of(new Status(404, "NotFound", resource + " \"" + name + "\" not found",
                Optional.of(Json.object().put("name", name).put("kind", resource)), Optional.empty()));
    }

    private static Response badRequest(String why) {
        return Response.of(new Status(400, "BadRequest", why, Optional.empty(), Optional.empty()));
    }

    private static Response another(String kind, String name, String uid) {
        return Response.of(new Status(409, "Conflict", "Operation cannot be fulfilled on " + kind + " \"" + name + "\": the UID in the bound"
                + " object reference (" + uid + ") does not match the UID in record. The object might have been deleted and then recreated",
                Optional.of(Json.object().put("name", name).put("kind", kind)), Optional.empty()));
    }

    private static Response tooShort(long seconds) {
        String field = "spec.expirationSeconds";
        String why = "Invalid value: " + seconds + ": may not specify a duration less than 10 minutes";
        ObjectNode details = Json.object().put("group", "authentication.k8s.io").put("kind", "TokenRequest");
        details.putArray("causes").addObject().put("reason", "FieldValueInvalid").put("message", why).put("field", field);
        return Response.of(new Status(422, "Invalid", "TokenRequest.authentication.k8s.io \"\" is invalid: " + field + ": " + why,
                Optional.of(details), Optional.empty()));
    }
}
