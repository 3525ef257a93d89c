package metallb.domain.cluster;

import java.util.Objects;
import java.util.Optional;

/**
 * One annotation that a write sets or takes away.
 *
 * @param value empty where it is to be gone
 */
public record AnnotationChange(String name, Optional<String> value) {
    public AnnotationChange {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
