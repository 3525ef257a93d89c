package metallb.domain.cluster;

import java.util.Objects;
import java.util.Optional;
import metallb.domain.config.Reading;

/**
 * A ConfigMap that holds a configuration under its data key {@code config}: the operator's, or the accepted copy.
 *
 * @param kind {@link Kind#CONFIG} or {@link Kind#ACCEPTED_CONFIG}
 * @param reading what stands under the key; empty where the key is missing or its text is empty
 */
public record ConfigSource(ObjectMeta meta, Kind kind, Optional<Reading> reading) implements ClusterObject {
    /** The annotation of the accepted copy with the resourceVersion of the ConfigMap that its text was read from. */
    public static final String SOURCE_VERSION = "metallb.universe.tf/accepted-source-version";
    /** The annotation of the accepted copy with the SHA-256 of its text. */
    public static final String HASH = "metallb.universe.tf/accepted-hash";

    public ConfigSource {
        Objects.requireNonNull(meta, "meta");
        Objects.requireNonNull(reading, "reading");
        if (kind != Kind.CONFIG && kind != Kind.ACCEPTED_CONFIG) {
            throw new IllegalArgumentException(kind + " is not a ConfigMap");
        }
    }

    /** The resourceVersion of the ConfigMap that an accepted text was read from; empty where nobody wrote it down. */
    public Optional<ResourceVersion> acceptedFrom() {
        return annotation(SOURCE_VERSION).map(ResourceVersion::new);
    }

    /**
     * Why the copy's text is not what a controller accepted: it writes down with each text where it is from, and its
     * hash, which an edit by hand leaves behind. Empty where both fit, and where there is no text. No defence against
     * somebody who means to deceive.
     */
    public Optional<String> alteration() {
        if (reading.isEmpty()) {
            return Optional.empty();
        }
        if (acceptedFrom().isEmpty()) {
            return Optional.of("it has no annotation " + SOURCE_VERSION);
        }
        Optional<String> hash = annotation(HASH);
        if (hash.isEmpty()) {
            return Optional.of("it has no annotation " + HASH);
        }
        return hash.get().equals(reading.get().text().hash()) ? Optional.empty()
                : Optional.of("its annotation " + HASH + " is of another text");
    }

    private Optional<String> annotation(String name) {
        return Optional.ofNullable(meta.annotations().get(name)).filter(text -> !text.isEmpty());
    }
}
