package metallb.adapters.support.objects;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ObjectMeta;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Uid;
import tools.jackson.databind.JsonNode;

/** Reads {@code metadata} (Kubernetes API, ObjectMeta). */
final class MetaDecoder {
    private MetaDecoder() {}

    /** What an object must have and this one has not, in words; empty where nothing is missing. */
    static Optional<String> missing(Kind kind, JsonNode object) {
        if (!object.isObject()) {
            return Optional.of("a " + kind.apiKind() + " is not a JSON object");
        }
        Optional<String> name = Fields.text(object, "metadata", "name");
        if (name.isEmpty()) {
            return Optional.of("a " + kind.apiKind() + " without metadata.name");
        }
        for (String field : new String[] {"namespace", "uid", "resourceVersion"}) {
            boolean needed = !(field.equals("namespace") && kind == Kind.NODE);
            if (needed && Fields.text(object, "metadata", field).isEmpty()) {
                return Optional.of(kind.apiKind() + " " + name.get() + " without metadata." + field);
            }
        }
        return Optional.empty();
    }

    /** The metadata of an object that misses nothing. */
    static ObjectMeta decode(Kind kind, JsonNode object) {
        JsonNode metadata = object.path("metadata");
        String name = Fields.text(metadata, "name").orElseThrow();
        ObjectKey key = kind == Kind.NODE
                ? ObjectKey.ofCluster(name)
                : new ObjectKey(Fields.text(metadata, "namespace").orElseThrow(), name);
        return new ObjectMeta(key,
                new Uid(Fields.text(metadata, "uid").orElseThrow()),
                new ResourceVersion(Fields.text(metadata, "resourceVersion").orElseThrow()),
                instant(metadata),
                Fields.map(metadata, "labels"),
                Fields.map(metadata, "annotations"));
    }

    /** The server always sets it; should it not, the object counts as the oldest of all. */
    private static Instant instant(JsonNode metadata) {
        try {
            return Fields.text(metadata, "creationTimestamp").map(Instant::parse).orElse(Instant.EPOCH);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
