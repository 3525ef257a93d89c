package metallb.adapters.support.apistore.schema;

import java.util.List;
import java.util.Map;

/**
 * The shape of one JSON value of the Kubernetes API. One table of shapes answers what would otherwise be told five times:
 * the order in which the server writes fields, which fields it does not know, by what lists merge, which zero values it
 * leaves out, and who owns what in managedFields.
 */
public sealed interface Schema {
    /** A value without parts. {@code pointer}: the zero value differs from absence, so it is kept. */
    record Scalar(Type type, boolean pointer) implements Schema {
    }

    /** An object with named fields, in the order in which the server writes them. {@code atomic}: it has one owner as a whole. */
    record Struct(String name, Map<String, Field> fields, boolean atomic) implements Schema {
        @Override
        public String toString() {
            return name;
        }
    }

    /** An object with free keys. {@code atomic}: it has one owner as a whole (a service's selector). */
    record Dictionary(Schema value, boolean atomic) implements Schema {
    }

    /**
     * An array.
     *
     * @param keys what tells items apart for server-side apply; empty for a set of scalars or an atomic list
     * @param mergeKey the key by which a strategic merge patch finds items; empty where it replaces the list
     * @param set items are scalars that are their own keys
     */
    record Listing(Schema item, List<String> keys, String mergeKey, boolean set) implements Schema {
        public Listing {
            keys = List.copyOf(keys);
        }
    }

    /** Kept as it is written: we do not know this part. */
    record Anything() implements Schema {
    }

    /** A field of a struct. {@code always}: written even when empty, as Go does for what is not {@code omitempty}. */
    record Field(String name, Schema schema, boolean always) {
    }

    /** The types of scalars by the words that the server uses for them in its messages. */
    enum Type {
        STRING("string"), INT32("int32"), INT64("int64"), BOOL("bool"), TIME("v1.Time"), MICRO_TIME("v1.MicroTime"),
        INT_OR_STRING("intstr.IntOrString"), BYTES("[]uint8");

        private final String goName;

        Type(String goName) {
            this.goName = goName;
        }

        public String goName() {
            return goName;
        }
    }
}
