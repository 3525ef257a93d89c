package metallb.domain.cluster;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import metallb.domain.config.ConfigText;
import metallb.domain.net.IpAddress;

/** A request to the API about one object. Each is answered by exactly one {@link WriteOutcome} with the same id. */
public sealed interface Write {
    WriteId id();

    /**
     * Make {@code status.loadBalancer.ingress} of a Service these addresses, in this order; an empty list clears it.
     * A merge patch of the status subresource that carries the id's resourceVersion.
     *
     * @param annotation what changes in the service's annotations by the same write; the subresource takes it
     */
    record Status(WriteId id, List<IpAddress> ingress, Optional<AnnotationChange> annotation) implements Write {
        public Status {
            Objects.requireNonNull(id, "id");
            ingress = List.copyOf(ingress);
            Objects.requireNonNull(annotation, "annotation");
        }

        public Status(WriteId id, List<IpAddress> ingress) {
            this(id, ingress, Optional.empty());
        }
    }

    /**
     * Write an accepted text into the accepted copy, with the id's resourceVersion.
     *
     * @param text becomes data key {@code config}
     * @param source the resourceVersion of the ConfigMap that it was read from; kept in an annotation with the hash
     */
    record Accept(WriteId id, ConfigText text, ResourceVersion source) implements Write {
        public Accept {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(source, "source");
        }
    }

    /** A consistent GET of the object: after Conflict its answer is the truth. Answered by ReadBack or Unknown. */
    record Read(WriteId id) implements Write {
        public Read {
            Objects.requireNonNull(id, "id");
        }
    }
}
