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
import metallb.domain.cluster.WriteId;
import metallb.domain.core.ClusterEvent;
import metallb.domain.core.Written;

/**
 * The events that wait for a core, in order. Of an object only the newest state waits: a newer one takes the place of
 * the older. Everything else keeps the order that it came in. Not thread-safe.
 *
 * <p><b>A newer state never overtakes an event that speaks of its object.</b> Taking an older place means moving ahead
 * of what came between, and two kinds of events must not be moved ahead of:
 * <ul>
 * <li>{@code Listed} of the object's kind. The core deletes what it holds and the list does not name; an object that
 *     was made after the list, moved ahead of it, would be deleted. So would one that was made anew, by its uid.
 * <li>{@code Written} about the object. Its outcome carries an older state; a deletion moved ahead of it would be
 *     undone.
 * </ul>
 * Behind such an event a state gets a place of its own.
 *
 * <p>When a {@code Listed} comes while an older one of its kind still waits, the younger alone stays: it names all that
 * the core may keep. Of each object then again only the newest state waits. So the bound is two states an object (one
 * before and one behind the list), one list a kind, one state and one outcome more a write in flight, and what links
 * are owed by their credit.
 *
 * <p>A changed uid is a deletion and a new object, kept as one entry; the core sees the other uid. Where the new object
 * is deleted as well, the first deletion is what stays: it names the one object that the core can hold.
 */
final class Waiting<E> {
    private final LinkedHashMap<Long, Entry<E>> entries = new LinkedHashMap<>();
    private final Map<Kind, States> states = new EnumMap<>(Kind.class);
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
                case ClusterEvent.Observed observed -> state(event, observed.object().kind(), observed.object().key());
                case ClusterEvent.Vanished vanished -> state(event, vanished.kind(), vanished.key());
                case ClusterEvent.Listed listed -> listed(event, listed.kind());
            }
        } else {
            append(new Entry<>(event, null));
            if (event instanceof Written written) {
                WriteId id = written.outcome().id();
                of(id.kind()).forget(id.key());
            }
        }
    }

    /** Removes and returns the first ones, {@code limit} at most. */
    List<E> take(int limit) {
        List<E> taken = new ArrayList<>(Math.min(limit, entries.size()));
        Iterator<Map.Entry<Long, Entry<E>>> first = entries.entrySet().iterator();
        while (taken.size() < limit && first.hasNext()) {
            Map.Entry<Long, Entry<E>> next = first.next();
            forget(next.getKey(), next.getValue().event());
            taken.add(next.getValue().event());
            first.remove();
        }
        return taken;
    }

    private void state(E event, Kind kind, ObjectKey key) {
        Map<ObjectKey, Long> newest = of(kind).behind;
        Long place = newest.get(key);
        if (place == null) {
            newest.put(key, append(Entry.of(event)));
        } else {
            entries.put(place, entries.get(place).followedBy(Entry.of(event)));
        }
    }

    private void listed(E event, Kind kind) {
        States of = of(kind);
        if (of.list != null) {
            entries.remove(of.list);
            of.behind.forEach((key, place) -> {
                Long older = of.before.put(key, place);
                if (older != null) {
                    entries.put(place, entries.get(older).followedBy(entries.get(place)));
                    entries.remove(older);
                }
            });
        } else {
            of.before.putAll(of.behind);
        }
        of.behind.clear();
        of.list = append(new Entry<>(event, null));
    }

    private long append(Entry<E> entry) {
        entries.put(++last, entry);
        return last;
    }

    private void forget(Long place, E event) {
        if (event instanceof ClusterEvent cluster) {
            switch (cluster) {
                case ClusterEvent.Observed it -> of(it.object().kind()).forget(it.object().key(), place);
                case ClusterEvent.Vanished it -> of(it.kind()).forget(it.key(), place);
                case ClusterEvent.Listed it -> of(it.kind()).forgetList(place);
            }
        }
    }

    private States of(Kind kind) {
        return states.computeIfAbsent(kind, _ -> new States());
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

    /** Where the newest states of a kind's objects wait. */
    private static final class States {
        /** Behind the waiting list, or anywhere where none waits: these places may be taken by newer states. */
        private final Map<ObjectKey, Long> behind = new HashMap<>();
        private final Map<ObjectKey, Long> before = new HashMap<>();
        /** Where the list waits; null where none does. */
        private Long list;

        void forget(ObjectKey key) {
            behind.remove(key);
            before.remove(key);
        }

        void forget(ObjectKey key, Long place) {
            behind.remove(key, place);
            before.remove(key, place);
        }

        void forgetList(Long place) {
            if (place.equals(list)) {
                list = null;
                before.clear();
            }
        }
    }
}
