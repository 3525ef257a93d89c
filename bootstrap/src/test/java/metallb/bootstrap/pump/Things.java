package metallb.bootstrap.pump;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.EndpointSlice;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.Node;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ObjectMeta;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Uid;
import metallb.domain.cluster.WriteId;
import metallb.domain.cluster.WriteOutcome;
import metallb.domain.core.ClusterEvent;
import metallb.domain.core.Written;

/** Events about objects that are nothing but a name, a uid and a version; their text is their short form. */
final class Things {
    private Things() {}

    static ClusterObject thing(Kind kind, String name, String uid, int version) {
        ObjectMeta meta = new ObjectMeta(ObjectKey.ofCluster(name), new Uid(uid),
                new ResourceVersion(Integer.toString(version)), Instant.EPOCH, new LinkedHashMap<>(),
                new LinkedHashMap<>());
        return kind == Kind.NODE
                ? new Node(meta, true, false, false, false)
                : new EndpointSlice(meta, Optional.empty(), List.of());
    }

    static ClusterEvent observed(String name, String uid, int version) {
        return new ClusterEvent.Observed(thing(Kind.NODE, name, uid, version));
    }

    static ClusterEvent vanished(String name, String uid) {
        return new ClusterEvent.Vanished(Kind.NODE, ObjectKey.ofCluster(name), new Uid(uid));
    }

    /** @param namesAndUids in turn */
    static ClusterEvent listed(String... namesAndUids) {
        Map<ObjectKey, Uid> all = new LinkedHashMap<>();
        for (int i = 0; i < namesAndUids.length; i += 2) {
            all.put(ObjectKey.ofCluster(namesAndUids[i]), new Uid(namesAndUids[i + 1]));
        }
        return new ClusterEvent.Listed(Kind.NODE, all);
    }

    static Written written(String name, String uid, int version) {
        ClusterObject object = thing(Kind.NODE, name, uid, version);
        return new Written(new WriteOutcome.Done(
                new WriteId(Kind.NODE, object.key(), object.uid(), object.meta().version(), 1, 0), object));
    }

    static String brief(Object event) {
        return switch (event) {
            case ClusterEvent.Observed it -> it.object().key() + ":" + it.object().uid() + "@"
                    + it.object().meta().version();
            case ClusterEvent.Vanished it -> "-" + it.key() + ":" + it.uid();
            case ClusterEvent.Listed it -> "listed" + it.all();
            case Written it -> "written " + it.outcome().id().key();
            default -> event.toString();
        };
    }
}
