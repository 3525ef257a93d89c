package metallb.adapters.support.objects;

import java.util.Objects;
import metallb.domain.cluster.ClusterObject;

/** What came of decoding an object of the API. */
public sealed interface Decoding {
    /** The object as the core sees it. */
    record Decoded(ClusterObject object) implements Decoding {
        public Decoded {
            Objects.requireNonNull(object, "object");
        }
    }

    /** The JSON lacks what every object has; why, in words for the log. Holds nothing of the object but its name. */
    record Unusable(String why) implements Decoding {
        public Unusable {
            Objects.requireNonNull(why, "why");
        }
    }
}
