package metallb.domain.bgp.session;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import metallb.domain.bgp.wire.UpdateWriter;
import metallb.domain.route.RouteKey;

/** The prefixes that wait for the same change, in the order they came. */
final class RouteBatch {
    private final RouteChange change;
    private final Set<RouteKey> keys = new LinkedHashSet<>();

    RouteBatch(RouteChange change) {
        this.change = change;
    }

    RouteChange change() {
        return change;
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    void add(RouteKey key) {
        keys.add(key);
    }

    /** Whether nothing is left then. */
    boolean remove(RouteKey key) {
        keys.remove(key);
        return keys.isEmpty();
    }

    /** Begins a message and adds what fits; whether no further route of one address would fit. */
    boolean write(UpdateWriter writer) {
        switch (change) {
            case RouteChange.Announce announce ->
                    writer.beginAnnouncing(announce.family(), announce.nextHop(), announce.attributes());
            case RouteChange.Withdraw withdraw -> writer.beginWithdrawing(withdraw.family());
        }
        for (RouteKey key : keys) {
            if (!writer.add(key)) {
                return true;
            }
        }
        return writer.isFull();
    }

    /** Takes the first {@code count} out. */
    List<RouteKey> take(int count) {
        List<RouteKey> taken = new ArrayList<>(count);
        Iterator<RouteKey> iterator = keys.iterator();
        while (taken.size() < count) {
            taken.add(iterator.next());
            iterator.remove();
        }
        return taken;
    }
}
