package metallb.domain.core;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Uid;

/**
 * Makes one story of what watches, lists and our own writes say: passes the newest states on, drops older ones, turns
 * what a list does not name into deletions, those in slices. Holds uid and version of every object, and nothing else of
 * it.
 *
 * <p>A list replaces everything, whatever its versions (a server restored from a backup counts backwards): a state that
 * looked too old is kept aside until the next list says that it is the one.
 */
final class ClusterWatch {
    private final EnumMap<Kind, KindWatch> kinds = new EnumMap<>(Kind.class);

    /**
     * @param watched the kinds that are of concern; the others are passed over, and never missing
     */
    ClusterWatch(List<Kind> watched, Taker taker) {
        watched.forEach(kind -> kinds.put(kind, new KindWatch(kind, taker)));
    }

    /** Where the story goes. */
    interface Taker {
        /** The newest state of an object; with another uid than before, the earlier object is gone. */
        void put(ClusterObject object, Source source);

        void remove(Kind kind, ObjectKey key);
    }

    /** How a state became known. */
    enum Source {
        /** It is new, or somebody changed it. */
        WATCH,
        /** It is older than what was held, and still the truth, as a list says. */
        LIST,
        /** It is the outcome of our own write. */
        WRITE
    }

    /** Takes one event in, in O(log n); what a list deletes is left to {@link #slice}. */
    void on(ClusterEvent event) {
        switch (event) {
            case ClusterEvent.Observed(ClusterObject object) ->
                    find(object.kind()).ifPresent(watch -> watch.observed(object, Source.WATCH));
            case ClusterEvent.Vanished(Kind kind, ObjectKey key, Uid uid) ->
                    find(kind).ifPresent(watch -> watch.vanished(key, uid));
            case ClusterEvent.Listed(Kind kind, Map<ObjectKey, Uid> all) ->
                    find(kind).ifPresent(watch -> watch.listed(all));
        }
    }

    /** A write of ours stands, and this is what it made of the object; counts as a state that a watch showed. */
    void wrote(ClusterObject object) {
        find(object.kind()).ifPresent(watch -> watch.observed(object, Source.WRITE));
    }

    /** Whether a list is left to be compared with what is held. */
    boolean hasWork() {
        return kinds.values().stream().anyMatch(KindWatch::hasWork);
    }

    /**
     * Compares lists with what is held.
     *
     * @param limit with how many objects at most
     * @return with how many
     */
    int slice(int limit) {
        int compared = 0;
        for (KindWatch watch : kinds.values()) {
            compared += watch.slice(limit - compared);
        }
        return compared;
    }

    /** Whether a list of that kind was complete, and all that it says is passed on. */
    boolean isListed(Kind kind) {
        return find(kind).filter(KindWatch::isListed).isPresent();
    }

    /** The kinds of which that cannot be said yet; Secrets left out, for which only those peers wait that name one. */
    List<Kind> missing() {
        return kinds.keySet().stream().filter(kind -> kind != Kind.SECRET && !isListed(kind)).toList();
    }

    /** What the lists are waited for, in the words of health. */
    List<String> missingLists() {
        return missing().stream().map(ClusterWatch::waitingFor).toList();
    }

    static String waitingFor(Kind kind) {
        return "waiting for the first list of " + switch (kind) {
            case SERVICE -> "services";
            case ENDPOINT_SLICE -> "endpoint slices";
            case NODE -> "nodes";
            case CONFIG -> "the ConfigMap";
            case ACCEPTED_CONFIG -> "the accepted configuration";
            case SECRET -> "Secrets";
        };
    }

    /** Newer states and deletions so far, the outcomes of our own writes left out: the watch shows them again. */
    long updates() {
        return kinds.values().stream().mapToLong(KindWatch::updates).sum();
    }

    private Optional<KindWatch> find(Kind kind) {
        return Optional.ofNullable(kinds.get(kind));
    }
}
