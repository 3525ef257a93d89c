package metallb.domain.core;

import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.net.IpAddress;
import metallb.domain.pool.AddressBook;
import metallb.domain.service.Turn;
import metallb.domain.service.WaitingRoom;
import metallb.domain.service.WaitsFor;

/**
 * Those that wait for an address, and what they are to hear of: that one is free, or that the one they want has another
 * holder now. It wakes them one by one, whoever is woken is decided about anew.
 */
final class Succession {
    private final AddressBook book;
    private final Consumer<ObjectKey> wake;
    private final WaitingRoom room = new WaitingRoom();
    /** Addresses that became free and may have a taker among the waiting. */
    private final TreeSet<IpAddress> freed = new TreeSet<>();
    /** Addresses that have a new holder, with the last of those told who wait for exactly that address. */
    private final TreeMap<IpAddress, Optional<Turn>> taken = new TreeMap<>();

    Succession(AddressBook book, Consumer<ObjectKey> wake) {
        this.book = book;
        this.wake = wake;
    }

    /** What the service waits for from now on. */
    void await(Turn turn, WaitsFor waitsFor) {
        room.put(turn, waitsFor);
    }

    void forget(ObjectKey service) {
        room.remove(service);
    }

    /** An address is free: its next holder is looked at before younger services take it. */
    void freed(IpAddress address) {
        if (book.poolOf(address).isPresent()) {
            freed.add(address);
            wakeNext(address);
        }
    }

    /** An address has a holder, which may be another one than those were told who wait for it. */
    void taken(IpAddress address) {
        if (room.waitingFor(address, Optional.empty()).isPresent()) {
            taken.put(address, Optional.empty());
        }
    }

    boolean hasWork() {
        return !taken.isEmpty() || !freed.isEmpty();
    }

    /** Wakes one service at most. */
    void step() {
        if (taken.isEmpty()) {
            recheck(freed.first());
        } else {
            retell(taken.firstKey());
        }
    }

    /** The next one who was told of the earlier holder. */
    private void retell(IpAddress address) {
        Optional<Turn> next = room.waitingFor(address, taken.get(address));
        if (next.isPresent()) {
            taken.put(address, next);
            wake.accept(next.get().service());
        } else {
            taken.remove(address);
        }
    }

    /** Whoever was woken for it may have gone or found better: an address that is still free wakes the next one. */
    private void recheck(IpAddress address) {
        if (!book.holders(address).isEmpty() || !wakeNext(address)) {
            freed.remove(address);
        }
    }

    private boolean wakeNext(IpAddress address) {
        Optional<ObjectKey> next = book.poolOf(address)
                .flatMap(pool -> room.next(address, pool, book.isAutomatic(address)));
        next.ifPresent(wake);
        return next.isPresent();
    }
}
