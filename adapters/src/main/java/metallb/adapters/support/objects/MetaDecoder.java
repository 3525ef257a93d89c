package metallb.adapters.support.objects;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ObjectMeta;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Uid;
import tools.jackson.databind.JsonNode;

/** Reads {@code metadata} (Kubernetes API, ObjectMeta). */
final class MetaDecoder {
    /** How the names of annotations begin that anybody here reads. */
    private static final List<String> OURS = List.of("metallb.universe.tf/", "metallb.io/");

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

    /** The metadata of an object that misses nothing, as far as anybody reads it: the labels of nodes, and our annotations. */
    static ObjectMeta decode(Kind kind, JsonNode object) {
        JsonNode metadata = object.path("metadata");
        Decoding.Which which = which(kind, object).orElseThrow();
        return new ObjectMeta(which.key(), which.uid(),
                new ResourceVersion(Fields.text(metadata, "resourceVersion").orElseThrow()),
                instant(metadata),
                kind == Kind.NODE ? Fields.map(metadata, "labels") : Collections.emptyMap(),
                annotations(metadata));
    }

    /** Ours alone: kubectl and charts leave more on an object than all the rest of it, and ten thousand objects are kept. */
    private static Map<String, String> annotations(JsonNode metadata) {
        Map<String, String> annotations = Fields.map(metadata, "annotations");
        annotations.keySet().removeIf(name -> OURS.stream().noneMatch(name::startsWith));
        return annotations;
    }

    /** The object that it is, whatever else is missing; empty where key or uid are. */
    static Optional<Decoding.Which> which(Kind kind, JsonNode object) {
        JsonNode metadata = object.path("metadata");
        Optional<String> namespace = kind == Kind.NODE ? Optional.of("") : Fields.word(metadata, "namespace");
        return namespace.flatMap(in -> Fields.text(metadata, "name").map(name -> new ObjectKey(in, name)))
                .flatMap(key -> Fields.text(metadata, "uid").map(uid -> new Decoding.Which(key, new Uid(uid))));
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
