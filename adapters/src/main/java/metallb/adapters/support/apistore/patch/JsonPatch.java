package metallb.adapters.support.apistore.patch;

import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON patch (RFC 6902), all six operations; all of them apply or none does. */
public final class JsonPatch {
    /** The most operations in one patch, as the server counts; more is refused. */
    public static final int MAX_OPERATIONS = 10_000;

    /** The most that copies may add, in characters of JSON: else a few of them could double a document without end. */
    public static final int MAX_COPIED = 3 * 1024 * 1024;

    private JsonNode document;
    private long copied;
    private String problem = "";

    private JsonPatch(JsonNode document) {
        this.document = document;
    }

    public static Patched apply(JsonNode current, JsonNode operations) {
        if (!operations.isArray()) {
            return new Patched.Malformed("json: cannot unmarshal object into Go value of type jsonpatch.Patch");
        }
        if (operations.size() > MAX_OPERATIONS) {
            return new Patched.Malformed("the allowed maximum operations in a JSON patch is " + MAX_OPERATIONS + ", got "
                    + operations.size());
        }
        var patch = new JsonPatch(current.deepCopy());
        for (JsonNode operation : operations) {
            if (!patch.run(operation)) {
                return new Patched.Inapplicable(patch.problem);
            }
        }
        return new Patched.Changed(patch.document);
    }

    private boolean run(JsonNode operation) {
        String op = Json.text(operation, "op");
        Pointer path = Pointer.read(Json.text(operation, "path")).orElse(null);
        if (path == null || !operation.has("path")) {
            return fail("operation " + op + " has no JSON pointer as its path");
        }
        JsonNode value = operation.get("value");
        return switch (op) {
            case "add" -> value == null ? fail("add without a value") : add(path, value.deepCopy());
            case "replace" -> value == null ? fail("replace without a value") : replace(path, value.deepCopy());
            case "test" -> test(path, value);
            case "remove" -> remove(path) != null;
            case "move", "copy" -> carry(op.equals("move"), Json.text(operation, "from"), path);
            default -> fail("unexpected kind of operation: " + op);
        };
    }

    private boolean add(Pointer path, JsonNode value) {
        if (path.isRoot()) {
            document = value;
            return true;
        }
        switch (path.parentIn(document)) {
            case ObjectNode object -> object.set(path.last(), value);
            case ArrayNode array -> {
                // section 4.1: the index may be one past the end, "-" means that place
                int index = path.last().equals("-") ? array.size() : Pointer.index(path.last(), array.size() + 1);
                if (index < 0) {
                    return fail("index out of range: " + path.last());
                }
                array.insert(index, value);
            }
            case null, default -> {
                return fail("the place to add to does not exist: " + path.tokens());
            }
        }
        return true;
    }

    private boolean replace(Pointer path, JsonNode value) {
        if (path.isRoot()) {
            document = value;
            return true;
        }
        if (path.in(document) == null) {
            return fail("nothing to replace at " + path.tokens());
        }
        switch (path.parentIn(document)) {
            case ObjectNode object -> object.set(path.last(), value);
            case ArrayNode array -> array.set(Pointer.index(path.last(), array.size()), value);
            default -> throw new IllegalStateException("a found value has an object or an array around it");
        }
        return true;
    }

    private JsonNode remove(Pointer path) {
        if (path.isRoot() || path.in(document) == null) {
            fail("nothing to remove at " + path.tokens());
            return null;
        }
        return switch (path.parentIn(document)) {
            case ObjectNode object -> object.remove(path.last());
            case ArrayNode array -> array.remove(Pointer.index(path.last(), array.size()));
            default -> throw new IllegalStateException("a found value has an object or an array around it");
        };
    }

    /** Section 4.6: equal as JSON values, so numbers by value and objects without order; an absent value equals null. */
    private boolean test(Pointer path, JsonNode value) {
        JsonNode found = path.in(document);
        boolean expectsNull = value == null || value.isNull();
        boolean equal = found == null || found.isNull() ? expectsNull : !expectsNull && JsonEquality.equal(found, value);
        return equal || fail("testing value " + path.tokens() + " failed");
    }

    private boolean carry(boolean move, String source, Pointer path) {
        Pointer from = Pointer.read(source).orElse(null);
        if (from == null || from.in(document) == null) {
            return fail("nothing to take from " + source);
        }
        if (move && from.contains(path)) {
            return fail("a value cannot move into itself");   // section 4.4
        }
        copied += move ? 0 : from.in(document).toString().length();
        if (copied > MAX_COPIED) {
            return fail("the copies of this patch take more than " + MAX_COPIED + " characters");
        }
        JsonNode taken = move && !from.isRoot() ? remove(from) : from.in(document).deepCopy();
        return add(path, taken);
    }

    private boolean fail(String reason) {
        problem = reason;
        return false;
    }
}
