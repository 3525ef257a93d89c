package metallb.domain.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;

/** The services whose wish is not met, by what they wait for: a freed address finds its next holder in O(log n). */
public final class WaitingRoom {
    private static final List<List<Family>> COMBINATIONS =
            List.of(List.of(Family.IPV4), List.of(Family.IPV6), List.of(Family.IPV4, Family.IPV6));

    private final Map<WaitsFor, TreeSet<Turn>> queues = new LinkedHashMap<>();
    private final TreeMap<ObjectKey, Place> places = new TreeMap<>();

    /** The service waits for that from now on, and for nothing else. */
    public void put(Turn turn, WaitsFor waitsFor) {
        remove(turn.service());
        if (!(waitsFor instanceof WaitsFor.Nothing)) {
            places.put(turn.service(), new Place(turn, waitsFor));
            queues.computeIfAbsent(waitsFor, absent -> new TreeSet<>()).add(turn);
        }
    }

    public void remove(ObjectKey service) {
        Place place = places.remove(service);
        if (place != null) {
            TreeSet<Turn> queue = queues.get(place.waitsFor());
            queue.remove(place.turn());
            if (queue.isEmpty()) {
                queues.remove(place.waitsFor());
            }
        }
    }

    /**
     * Takes out the service whose turn it is when an address is free.
     *
     * @param pool the pool that owns the address
     * @param automatic whether that pool assigns by itself
     */
    public Optional<ObjectKey> next(IpAddress free, String pool, boolean automatic) {
        List<WaitsFor> served = new ArrayList<>();
        served.add(new WaitsFor.Freed(free));
        for (List<Family> families : COMBINATIONS) {
            if (families.contains(free.family())) {
                served.add(new WaitsFor.Room(Optional.of(pool), families));
                if (automatic) {
                    served.add(new WaitsFor.Room(Optional.empty(), families));
                }
            }
        }
        Optional<ObjectKey> next = served.stream().filter(queues::containsKey).map(queues::get).map(TreeSet::first)
                .min(Turn::compareTo).map(Turn::service);
        next.ifPresent(this::remove);
        return next;
    }

    /**
     * One of those that wait for exactly that address, in the order of their turns.
     *
     * @param after the one before; empty for the first
     */
    public Optional<Turn> waitingFor(IpAddress address, Optional<Turn> after) {
        TreeSet<Turn> queue = queues.get(new WaitsFor.Freed(address));
        return queue == null ? Optional.empty()
                : Optional.ofNullable(after.isEmpty() ? queue.first() : queue.higher(after.get()));
    }

    public int size() {
        return places.size();
    }

    private record Place(Turn turn, WaitsFor waitsFor) {}
}
