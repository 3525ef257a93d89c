package metallb.adapters.support.apistore.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Finds the fields that stand in an object of a JSON text more than once; of a tree it would be too late to ask. */
public final class DuplicateFields {
    private final List<String> found = new ArrayList<>();
    private final Deque<Level> levels = new ArrayDeque<>();

    /** An object or array that we are in: its path, the names seen in it, and where its next value stands. */
    private static final class Level {
        private final String path;
        private final boolean array;
        private final Set<String> names = new HashSet<>();
        private String name = "";
        private int index;

        Level(String path, boolean array) {
            this.path = path;
            this.array = array;
        }

        String next() {
            return array ? path + "[" + index++ + "]" : path.isEmpty() ? name : path + "." + name;
        }
    }

    private DuplicateFields() {
    }

    /**
     * The paths, such as {@code spec.ports[0].port}, in the order of the text, each once.
     *
     * @param content well-formed JSON
     */
    public static List<String> in(byte[] content) {
        var search = new DuplicateFields();
        try (JsonParser parser = Json.MAPPER.createParser(content)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                search.see(token, parser);
            }
        }
        return search.found.stream().distinct().toList();
    }

    private void see(JsonToken token, JsonParser parser) {
        if (token == JsonToken.PROPERTY_NAME) {
            Level level = levels.getLast();
            level.name = parser.currentName();
            if (!level.names.add(level.name)) {
                found.add(level.next());
            }
        } else if (token.isStructEnd()) {
            levels.removeLast();
        } else {
            String path = levels.isEmpty() ? "" : levels.getLast().next();
            if (token.isStructStart()) {
                levels.addLast(new Level(path, token == JsonToken.START_ARRAY));
            }
        }
    }
}
