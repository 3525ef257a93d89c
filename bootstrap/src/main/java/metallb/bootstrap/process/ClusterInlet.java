package metallb.bootstrap.process;

import java.util.Map;
import java.util.function.Consumer;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Uid;
import metallb.domain.core.ClusterEvent;
import metallb.domain.core.Report;
import metallb.ports.cluster.ClusterFeed;
import metallb.ports.log.Journal;

/** Turns what a feed says into events of the core. */
public record ClusterInlet(Consumer<? super ClusterEvent> inbox, Journal journal) implements ClusterFeed.Listener {
    @Override
    public void observed(ClusterObject object) {
        inbox.accept(new ClusterEvent.Observed(object));
    }

    @Override
    public void vanished(Kind kind, ObjectKey key, Uid uid) {
        inbox.accept(new ClusterEvent.Vanished(kind, key, uid));
    }

    @Override
    public void listed(Kind kind, Map<ObjectKey, Uid> all) {
        inbox.accept(new ClusterEvent.Listed(kind, all));
    }

    @Override
    public void disturbed(Kind kind, String why) {
        journal.report(Report.warning("watch of " + kind, "watchFailed", why));
    }
}
