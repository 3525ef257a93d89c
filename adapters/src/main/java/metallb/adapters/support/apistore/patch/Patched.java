package metallb.adapters.support.apistore.patch;

import tools.jackson.databind.JsonNode;

/** What came of a patch. */
public sealed interface Patched {
    /** The document after it. */
    record Changed(JsonNode document) implements Patched {
    }

    /** The patch itself cannot be read. */
    record Malformed(String reason) implements Patched {
    }

    /** The patch is such that the server fails at it. */
    record Unmergeable(String reason) implements Patched {
    }

    /** The patch is well formed and does not fit the document: a failing test, a path that is not there. */
    record Inapplicable(String reason) implements Patched {
    }
}
