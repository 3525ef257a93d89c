package metallb.domain.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A document as it was written, without meaning: what the YAML reader hands over. Scalars keep their raw text, so that
 * {@code 1234:1} and {@code 010} stay what the operator typed.
 */
public sealed interface Tree {
    Where where();

    /**
     * A single value.
     *
     * @param text the text without its quotes
     * @param quoted whether it stood in quotes, which makes it a string whatever it looks like
     */
    record Scalar(Where where, String text, boolean quoted) implements Tree {}

    /** A key without a value, {@code ~}, or {@code null}. */
    record Nothing(Where where) implements Tree {}

    /** A list. */
    record Sequence(Where where, List<Tree> items) implements Tree {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Keys and values in the order written; the reader refuses duplicate keys. */
    record Mapping(Where where, Map<String, Entry> entries) implements Tree {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /** One key of a mapping: where the key stands, and its value. */
    record Entry(Where key, Tree value) {}
}
