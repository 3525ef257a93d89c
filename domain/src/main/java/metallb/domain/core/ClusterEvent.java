package metallb.domain.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Uid;

/** What the cluster says; common to controller and speaker. */
public sealed interface ClusterEvent extends ControllerEvent, SpeakerEvent {
    /**
     * The newest state of an object. Where the core holds another uid under that key, the old object was deleted and
     * this is a new one.
     */
    record Observed(ClusterObject object) implements ClusterEvent {
        public Observed {
            Objects.requireNonNull(object, "object");
        }
    }

    /** The object is no more. */
    record Vanished(Kind kind, ObjectKey key, Uid uid) implements ClusterEvent {}

    /**
     * A consistent list is complete: every object of it that can be read was observed before this, and what the core
     * holds of this kind and the list does not name is gone.
     */
    record Listed(Kind kind, Map<ObjectKey, Uid> all) implements ClusterEvent {
        public Listed {
            all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
        }
    }
}
