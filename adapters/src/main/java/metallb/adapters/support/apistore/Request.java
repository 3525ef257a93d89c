package metallb.adapters.support.apistore;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call as HTTP brings it, without HTTP.
 *
 * @param path decoded, without the query
 * @param query the parameters, decoded; of a doubled one the first
 * @param contentType of the body; may be empty
 * @param accept as the client wrote it; empty for anything
 * @param body this call's own
 * @param user who calls, as managedFields names it where no fieldManager is given
 */
public record Request(String method, String path, Map<String, String> query, String contentType, String accept, byte[] body,
                      Instant now, String user) {
    public Request {
        query = Map.copyOf(query);
    }

    public static Request get(String path, Instant now) {
        return new Request("GET", path, Map.of(), "", "application/json", new byte[0], now, "");
    }

    /** The object in the body, whatever form it is sent in; empty where it is none. */
    public Optional<ObjectNode> object() {
        return Body.tree(contentType, body).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
    }

    boolean is(String parameter) {
        String value = query.getOrDefault(parameter, "");
        return value.equals("true") || value.equals("1");
    }

    /** The manager of the fields that this call writes: as given, or the client's name as its User-Agent has it. */
    WriteOptions writeOptions() {
        String given = query.getOrDefault("fieldManager", "");
        String manager = given.isEmpty() ? WriteParameters.managerOf(user) : given;
        WriteOptions.Validation validation = switch (query.getOrDefault("fieldValidation", "Warn")) {
            case "Strict" -> WriteOptions.Validation.STRICT;
            case "Ignore" -> WriteOptions.Validation.IGNORE;
            default -> WriteOptions.Validation.WARN;
        };
        return new WriteOptions(manager, query.getOrDefault("dryRun", "").equals("All"), validation, is("force"),
                CreationGuard.NONE);
    }
}
