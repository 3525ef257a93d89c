package metallb.adapters.support.apistore.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A JSON pointer (RFC 6901): the reference tokens with {@code ~1} and {@code ~0} undone. No token is the whole document. */
record Pointer(List<String> tokens) {
    Pointer {
        tokens = List.copyOf(tokens);
    }

    /** Empty where the text is no pointer: section 3 wants it empty or beginning with a slash. */
    static Optional<Pointer> read(String text) {
        if (!text.isEmpty() && text.charAt(0) != '/') {
            return Optional.empty();
        }
        List<String> tokens = new ArrayList<>();
        if (!text.isEmpty()) {
            for (String token : text.substring(1).split("/", -1)) {
                // ~1 before ~0, so that ~01 becomes ~1 (section 4)
                tokens.add(token.replace("~1", "/").replace("~0", "~"));
            }
        }
        return Optional.of(new Pointer(tokens));
    }

    boolean isRoot() {
        return tokens.isEmpty();
    }

    String last() {
        return tokens.getLast();
    }

    /** The value that the last token is in; null where there is none. */
    JsonNode parentIn(JsonNode document) {
        return find(document, tokens.size() - 1);
    }

    /** The value pointed at; null where there is none. */
    JsonNode in(JsonNode document) {
        return find(document, tokens.size());
    }

    /** Whether {@code other} lies inside the value that this points at. */
    boolean contains(Pointer other) {
        return other.tokens.size() > tokens.size() && other.tokens.subList(0, tokens.size()).equals(tokens);
    }

    /** The index that a token means in an array of this size (section 4: digits without a leading zero); -1 for none. */
    static int index(String token, int size) {
        if (!token.matches("0|[1-9]\\d{0,8}")) {
            return -1;
        }
        int index = Integer.parseInt(token);
        return index < size ? index : -1;
    }

    private JsonNode find(JsonNode document, int depth) {
        JsonNode found = document;
        for (String token : tokens.subList(0, depth)) {
            if (found == null) {
                return null;
            }
            int index = found.isArray() ? index(token, found.size()) : -1;
            found = found.isArray() ? index < 0 ? null : found.get(index) : found.get(token);
        }
        return found;
    }
}
