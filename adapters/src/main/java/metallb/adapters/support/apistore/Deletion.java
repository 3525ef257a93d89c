package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.adapters.support.apistore.schema.Decoding;
import metallb.adapters.support.apistore.schema.GoText;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.Schemas;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a DELETE is meant, as its body says, or its query where it has no body. */
sealed interface Deletion {
    List<String> POLICIES = List.of("Foreground", "Background", "Orphan", "nil");

    /** {@code options}: a DeleteOptions object. */
    record Asked(ObjectNode options) implements Deletion {
        boolean dryRun() {
            return !Json.list(options, "dryRun").isEmpty();
        }
    }

    /** Why it means nothing. */
    record Refused(Status status) implements Deletion {
    }

    static Deletion of(Request request) {
        return request.body().length == 0 ? ofQuery(request.query()) : ofBody(request);
    }

    private static Deletion ofBody(Request request) {
        JsonNode tree = Body.tree(request.contentType(), request.body()).orElse(Json.array());
        if (!tree.isObject() && !tree.isNull()) {
            return new Refused(Status.badRequest("the object provided is unrecognized (must be of type DeleteOptions)"));
        }
        ObjectNode written = tree instanceof ObjectNode object ? object.deepCopy() : Json.object();
        Decoding.Decoded decoded = Decoding.decode(Schemas.named("DeleteOptions"), written.without(List.of("kind", "apiVersion")));
        return decoded.error().<Deletion>map(why -> new Refused(Status.badRequest(
                "DeleteOptions in version \"v1\" cannot be handled as a DeleteOptions: " + why))).orElseGet(() -> judged(decoded.object()));
    }

    private static Deletion ofQuery(Map<String, String> query) {
        ObjectNode options = Json.object();
        String grace = query.get("gracePeriodSeconds");
        if (grace != null) {
            Optional<String> problem = GoText.integerProblem(grace);
            if (problem.isPresent()) {
                return new Refused(Status.badRequest(problem.get()));
            }
            options.put("gracePeriodSeconds", Long.parseLong(grace));
        }
        if (query.containsKey("orphanDependents")) {
            // nothing depends on anything here: that it is given is all that counts
            options.put("orphanDependents", query.get("orphanDependents"));
        }
        if (query.containsKey("propagationPolicy")) {
            options.put("propagationPolicy", query.get("propagationPolicy"));
        }
        if (!query.getOrDefault("dryRun", "").isEmpty()) {
            options.putArray("dryRun").add(query.get("dryRun"));
        }
        return judged(options);
    }

    /** A negative gracePeriodSeconds is none of the server's concerns: it counts as one second. */
    private static Deletion judged(ObjectNode options) {
        List<FieldError> errors = new ArrayList<>();
        JsonNode policy = Json.at(options, "propagationPolicy");
        if (policy != null && Json.at(options, "orphanDependents") != null) {
            errors.add(FieldError.invalid("propagationPolicy", policy, "orphanDependents and deletionPropagation cannot be both set"));
        }
        if (policy != null && !POLICIES.subList(0, 3).contains(policy.stringValue())) {
            errors.add(FieldError.unsupported("propagationPolicy", policy, POLICIES));
        }
        WriteParameters.dryRun(Json.list(options, "dryRun").valueStream().map(JsonNode::stringValue).toList(), errors);
        return WriteParameters.refusal("DeleteOptions", errors).<Deletion>map(Refused::new).orElseGet(() -> new Asked(options));
    }
}
