package metallb.ports.cluster;

import java.util.Map;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Uid;

/** Lists and watches of the cluster's objects, kept up for as long as the feed is open. */
public interface ClusterFeed extends AutoCloseable {
    /** Ends it, and waits for a moment for what is under way. */
    @Override
    void close();

    /** Waits, once it is closed, until nothing can be told any more. */
    void awaitEnd() throws InterruptedException;

    /** Who is told; called on the feed's own threads, for each kind in the order of its list and watch. */
    interface Listener {
        /** The newest state of an object, from a list or a watch. */
        void observed(ClusterObject object);

        /** A watch saw it deleted. */
        void vanished(Kind kind, ObjectKey key, Uid uid);

        /**
         * A consistent list is complete; all of its objects were observed before, but for those that could not be read:
         * they are named as well, so that their last good state stays.
         */
        void listed(Kind kind, Map<ObjectKey, Uid> all);

        /** A list or watch failed and is tried again; for the log and a metric, nothing else. */
        void disturbed(Kind kind, String why);
    }
}
