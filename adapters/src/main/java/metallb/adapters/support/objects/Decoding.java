package metallb.adapters.support.objects;

import java.util.Objects;
import java.util.Optional;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Uid;

/** What came of decoding an object of the API. */
public sealed interface Decoding {
    /** The object as the core sees it. */
    record Decoded(ClusterObject object) implements Decoding {
        public Decoded {
            Objects.requireNonNull(object, "object");
        }
    }

    /**
     * The JSON lacks what every object has. Holds nothing of the object but its name.
     *
     * @param why in words for the log
     * @param which the object that it is, where at least that can be read
     */
    record Unusable(String why, Optional<Which> which) implements Decoding {
        public Unusable {
            Objects.requireNonNull(why, "why");
            Objects.requireNonNull(which, "which");
        }
    }

    /** One object and no other: where it stands, and its identity. */
    record Which(ObjectKey key, Uid uid) {}
}
