package metallb.domain.cluster;

import java.util.Objects;

/**
 * An Event of the Kubernetes API, seen in {@code kubectl describe}. Sent and forgotten: a lost one changes nothing.
 *
 * @param regarding the object it is about
 * @param reason a word in CamelCase, {@code IPAllocated}
 * @param action what was being done, {@code Assign}; events.k8s.io/v1 wants one
 * @param note the text, 1,024 bytes at most in the API; the writer cuts it there
 */
public record KubernetesEvent(Regarding regarding, Type type, String reason, String action, String note) {
    public KubernetesEvent {
        Objects.requireNonNull(regarding, "regarding");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(note, "note");
    }

    public enum Type {
        NORMAL("Normal"),
        WARNING("Warning");

        private final String apiType;

        Type(String apiType) {
            this.apiType = apiType;
        }

        /** The type as the Kubernetes API names it. */
        public String apiType() {
            return apiType;
        }
    }

    /** The object that an event is about. */
    public record Regarding(Kind kind, ObjectKey key, Uid uid, ResourceVersion version) {
        public static Regarding of(ClusterObject object) {
            return new Regarding(object.kind(), object.key(), object.uid(), object.meta().version());
        }
    }
}
