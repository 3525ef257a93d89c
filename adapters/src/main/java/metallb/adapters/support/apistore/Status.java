package metallb.adapters.support.apistore;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API's answer where it is no object: what was refused and why, in the server's words, or that something is gone.
 *
 * @param code the HTTP status
 * @param reason the machine's word, such as Conflict; empty where the server gives none
 * @param details the object concerned and the causes; empty where the server writes no details
 * @param next a continue token that an expired list may go on with
 */
public record Status(int code, String reason, String message, Optional<ObjectNode> details, Optional<String> next) {
    Status(int code, String reason, String message, ObjectNode details) {
        this(code, reason, message, Optional.of(details), Optional.empty());
    }

    Status(int code, String reason, String message) {
        this(code, reason, message, Optional.empty(), Optional.empty());
    }

    public boolean isFailure() {
        return code >= 400;
    }

    /** Seconds after which the server asks to try again; 0 where it does not say. */
    public long retryAfterSeconds() {
        return details.map(each -> Json.number(each, "retryAfterSeconds")).orElse(0L);
    }

    /** As the server writes it. */
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("kind", "Status").put("apiVersion", "v1");
        ObjectNode metadata = json.putObject("metadata");
        next.ifPresent(token -> metadata.put("continue", token));
        json.put("status", isFailure() ? "Failure" : "Success");
        if (!message.isEmpty()) {
            json.put("message", message);
        }
        if (!reason.isEmpty()) {
            json.put("reason", reason);
        }
        details.ifPresent(each -> json.set("details", each.deepCopy()));
        if (isFailure()) {
            json.put("code", code);
        }
        return json;
    }

    static Status notFound(Resource resource, String name) {
        return new Status(404, "NotFound", resource.owner().qualified() + " \"" + name + "\" not found", plural(resource, name));
    }

    static Status alreadyExists(Resource resource, String name) {
        return new Status(409, "AlreadyExists", resource.owner().qualified() + " \"" + name + "\" already exists",
                plural(resource, name));
    }

    static Status conflict(Resource resource, String name, String why) {
        return new Status(409, "Conflict", "Operation cannot be fulfilled on " + resource.owner().qualified() + " \"" + name + "\": "
                + why, plural(resource, name));
    }

    static Status modified(Resource resource, String name) {
        return conflict(resource, name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    /** A DELETE whose precondition does not hold names the kind where other conflicts name the plural. */
    static Status preconditionFailed(Resource resource, String name, String why) {
        String kind = resource.owner().qualifiedKind();
        return new Status(409, "Conflict", "Operation cannot be fulfilled on " + kind + " \"" + name + "\": " + why,
                subject(resource.owner().group(), resource.kind(), name));
    }

    static Status invalid(Resource resource, String name, List<FieldError> errors) {
        ObjectNode details = subject(resource.owner().group(), resource.kind(), name);
        return invalid(resource.owner().qualifiedKind() + " \"" + name + "\"", details, errors);
    }

    static Status invalid(String subject, ObjectNode details, List<FieldError> errors) {
        ArrayNode causes = details.putArray("causes");
        errors.forEach(error -> causes.addObject().put("reason", error.reason()).put("message", error.message())
                .put("field", error.field()));
        List<String> texts = errors.stream().map(FieldError::text).distinct().toList();
        String why = texts.size() == 1 ? texts.getFirst() : texts.stream().collect(Collectors.joining(", ", "[", "]"));
        return new Status(422, "Invalid", subject + " is invalid: " + why, details);
    }

    static Status badRequest(String message) {
        return new Status(400, "BadRequest", message);
    }

    /** A body that names another object than the path does. */
    static Status misnamed(String name, String onUrl) {
        return badRequest("the name of the object (" + name + ") does not match the name on the URL (" + onUrl + ")");
    }

    static Status methodNotAllowed() {
        return new Status(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", Json.object());
    }

    static Status noSuchResource() {
        return new Status(404, "NotFound", "the server could not find the requested resource", Json.object());
    }

    static Status forbidden(Resource resource, String name, String why) {
        return new Status(403, "Forbidden", resource.owner().qualified() + " \"" + name + "\" is forbidden: " + why, plural(resource, name));
    }

    static Status forbidden(Resource resource, String name, String why, ObjectNode cause) {
        Status bare = forbidden(resource, name, why);
        bare.details().orElseThrow().putArray("causes").add(cause);
        return bare;
    }

    static Status expired(String message) {
        return new Status(410, "Expired", message);
    }

    static Status tooLargeVersion(long asked, long current) {
        ObjectNode details = Json.object();
        details.putArray("causes").addObject().put("reason", "ResourceVersionTooLarge").put("message", "Too large resource version");
        details.put("retryAfterSeconds", 1);
        return new Status(504, "Timeout", "Timeout: Too large resource version: " + asked + ", current: " + current, details);
    }

    static Status deleted(Resource resource, String name, String uid) {
        return new Status(200, "", "", plural(resource, name).put("uid", uid));
    }

    private static ObjectNode plural(Resource resource, String name) {
        return subject(resource.owner().group(), resource.plural(), name);
    }

    private static ObjectNode subject(String group, String kind, String name) {
        ObjectNode details = Json.object();
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        return details.put("kind", kind);
    }
}
