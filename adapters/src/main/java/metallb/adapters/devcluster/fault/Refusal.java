package metallb.adapters.devcluster.fault;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import metallb.adapters.support.apistore.Response;
import metallb.adapters.support.apistore.Status;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server's refusal of a call that it would have carried out.
 *
 * @param code the HTTP status, 400 to 599
 * @param reason the machine's word in the Status object; empty for none
 * @param retryAfterSeconds for the header Retry-After; 0 for none
 */
public record Refusal(int code, String reason, String message, int retryAfterSeconds) {
    private static final String FULFILLED = "Operation cannot be fulfilled";
    private static final String MODIFIED = ": the object has been modified; please apply your changes to the latest version and try again";

    public Refusal {
        if (code < 400 || code > 599) {
            throw new IllegalArgumentException("a refusal's code is 400 to 599: " + code);
        }
        if (retryAfterSeconds < 0 || retryAfterSeconds > Fault.LONGEST.toSeconds()) {
            throw new IllegalArgumentException("Retry-After from 0 to " + Fault.LONGEST.toSeconds() + " s: " + retryAfterSeconds);
        }
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(message, "message");
    }

    /** As a server says it with this code. A 500 says InternalError: the server gave up before it stored anything. */
    public static Refusal of(int code) {
        return switch (code) {
            case 409 -> new Refusal(code, "Conflict", FULFILLED + MODIFIED, 0);
            case 410 -> new Refusal(code, "Expired", "The resourceVersion for the provided watch is too old.", 0);
            case 429 -> new Refusal(code, "TooManyRequests", "Too many requests, please try again later.", 1);
            case 500 -> new Refusal(code, "InternalError", "Internal error occurred: injected fault", 0);
            case 503 -> new Refusal(code, "ServiceUnavailable", "the server is currently unable to handle the request", 0);
            case 504 -> new Refusal(code, "Timeout", "the server was unable to return a response in the time allotted, but may "
                    + "still be processing the request", 0);
            default -> new Refusal(code, "", "injected fault", 0);
        };
    }

    /** A 500 that leaves open whether the call landed: the store behind the server did not answer in time. */
    public static Refusal storeTimedOut() {
        return new Refusal(500, "", "etcdserver: request timed out", 0);
    }

    public Refusal retryAfter(int seconds) {
        return new Refusal(code, reason, message, seconds);
    }

    /** The whole answer to this call. A conflict that nobody gave other words names its object, as a server's does. */
    public Response response(Call call) {
        boolean names = code == 409 && message.equals(FULFILLED + MODIFIED) && !call.name().isEmpty() && !call.resource().isEmpty();
        return new Response(code, "application/json", List.of(), retryAfterSeconds, (names ? conflict(call) : status()) + "\n");
    }

    private ObjectNode conflict(Call call) {
        String plural = call.resource().replaceAll("/.*", "");
        ObjectNode details = Json.object().put("name", call.name());
        if (!call.group().isEmpty()) {
            details.put("group", call.group());
        }
        details.put("kind", plural);
        if (retryAfterSeconds > 0) {
            details.put("retryAfterSeconds", retryAfterSeconds);
        }
        return new Status(code, reason, FULFILLED + " on " + plural + (call.group().isEmpty() ? "" : "." + call.group()) + " \"" + call.name()
                + "\"" + MODIFIED, Optional.of(details), Optional.empty()).toJson();
    }

    /** The Status object, as an ERROR event of a watch carries it too. */
    public ObjectNode status() {
        Optional<ObjectNode> details = retryAfterSeconds == 0 ? Optional.empty()
                : Optional.of(Json.object().put("retryAfterSeconds", retryAfterSeconds));
        return new Status(code, reason, message, details, Optional.empty()).toJson();
    }
}
