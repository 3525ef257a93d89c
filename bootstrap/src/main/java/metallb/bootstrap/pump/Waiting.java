package metallb.bootstrap.pump;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Uid;
import metallb.domain.cluster.WriteId;
import metallb.domain.core.ClusterEvent;
import metallb.domain.core.Written;

/**
 * The events that wait for a core, in order. Of an object only the newest state waits: a newer one takes the place of
 * the older. Everything else keeps the order that it came in. Not thread-safe.
 *
 * <p>Taking an older place means moving ahead of what came between. Two kinds of events between speak of the object:
 * <ul>
 * <li>{@code Listed} of its kind. The core deletes what it holds and the list does not name, so it would delete an
 *     object that was made anew after the list. The list that waits is amended: it names what now stands before it.
 * <li>{@code Written} about it. Its outcome carries an older state, which would undo a deletion that was moved ahead.
 *     A state never overtakes it, and gets a place of its own behind it.
 * </ul>
 *
 * <p>When a {@code Listed} comes while an older one of its kind still waits, the younger alone stays: it names all that
 * the core may keep. So the bound is one state an object, one list a kind, one outcome and one state more a write in
 * flight, and what links are owed by their credit.
 *
 * <p>A changed uid is a deletion and a new object, kept as one entry; the core sees the other uid. Where the new object
 * is deleted as well, the first deletion is what stays: it names the one object that the core can hold.
 */
final class Waiting<E> {
    private final LinkedHashMap<Long, Entry<E>> entries = new LinkedHashMap<>();
    private final Map<Kind, Places> places = new EnumMap<>(Kind.class);
    private long last;

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }

    void add(E event) {
        if (event instanceof ClusterEvent cluster) {
            switch (cluster) {
                case ClusterEvent.Observed(var object) -> state(event, object.kind(), object.key(), object.uid());
                case ClusterEvent.Vanished(var kind, var key, _) -> state(event, kind, key, null);
                case ClusterEvent.Listed listed -> listed(event, of(listed.kind()));
            }
        } else {
            append(new Entry<>(event, null));
            if (event instanceof Written written) {
                WriteId id = written.outcome().id();
                of(id.kind()).ofStates.remove(id.key());
            }
        }
    }

    /** Removes and returns the first ones, {@code limit} at most. */
    List<E> take(int limit) {
        List<E> taken = new ArrayList<>(Math.min(limit, entries.size()));
        Iterator<Map.Entry<Long, Entry<E>>> first = entries.entrySet().iterator();
        while (taken.size() < limit && first.hasNext()) {
            Map.Entry<Long, Entry<E>> next = first.next();
            taken.add(leave(next.getKey(), next.getValue().event()));
            first.remove();
        }
        return taken;
    }

    /** @param uid of the object that is there now; null where none is */
    private void state(E event, Kind kind, ObjectKey key, Uid uid) {
        Places of = of(kind);
        Long place = of.ofStates.get(key);
        if (place == null) {
            of.ofStates.put(key, append(Entry.of(event)));
            return;
        }
        entries.put(place, entries.get(place).followedBy(Entry.of(event)));
        if (of.ofList != null && place < of.ofList) {
            of.amendments.put(key, uid);
        }
    }

    private void listed(E event, Places of) {
        if (of.ofList != null) {
            entries.remove(of.ofList);
            of.amendments.clear();
        }
        of.ofList = append(new Entry<>(event, null));
    }

    private long append(Entry<E> entry) {
        entries.put(++last, entry);
        return last;
    }

    /** The event as it goes to the core; its place is free. */
    private E leave(Long place, E event) {
        if (event instanceof ClusterEvent cluster) {
            switch (cluster) {
                case ClusterEvent.Observed(var object) -> of(object.kind()).ofStates.remove(object.key(), place);
                case ClusterEvent.Vanished(var kind, var key, _) -> of(kind).ofStates.remove(key, place);
                case ClusterEvent.Listed listed -> {
                    return asEvent(of(listed.kind()).leave(listed));
                }
            }
        }
        return event;
    }

    @SuppressWarnings("unchecked") // it stands for a Listed that was put in as an E
    private E asEvent(ClusterEvent.Listed listed) {
        return (E) listed;
    }

    private Places of(Kind kind) {
        return places.computeIfAbsent(kind, _ -> new Places());
    }

    /**
     * @param deletion the first deletion that this place ever held, null where it held none
     */
    private record Entry<E>(E event, E deletion) {
        static <E> Entry<E> of(E event) {
            return new Entry<>(event, event instanceof ClusterEvent.Vanished ? event : null);
        }

        Entry<E> followedBy(Entry<E> newer) {
            E first = deletion == null ? newer.deletion : deletion;
            return new Entry<>(newer.event instanceof ClusterEvent.Vanished ? first : newer.event, first);
        }
    }

    /** Where the states of a kind's objects and its list wait. */
    private static final class Places {
        /** A state that stands before an outcome of its object is not named: no newer one may take its place. */
        private final Map<ObjectKey, Long> ofStates = new HashMap<>();
        /** Null where no list waits. */
        private Long ofList;
        /** What took a place before the list after it was made: the uid that is there now, null for a deletion. */
        private final Map<ObjectKey, Uid> amendments = new LinkedHashMap<>();

        ClusterEvent.Listed leave(ClusterEvent.Listed listed) {
            ofList = null;
            if (amendments.isEmpty()) {
                return listed;
            }
            Map<ObjectKey, Uid> all = new LinkedHashMap<>(listed.all());
            amendments.forEach((key, uid) -> {
                if (uid == null) {
                    all.remove(key);
                } else {
                    all.put(key, uid);
                }
            });
            amendments.clear();
            return new ClusterEvent.Listed(listed.kind(), all);
        }
    }
}
