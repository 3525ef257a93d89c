package metallb.domain.bgp.session;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.UpdateWriter;
import metallb.domain.route.RouteKey;

/** The prefixes that wait for the same change, in the order they came. */
final class RouteBatch {
    /** More than a message takes beside prefixes and the attributes of {@link UpdateWriter#attributeBytes}. */
    private static final int MOST_FIXED_BYTES = 80;

    private final RouteChange change;
    private final int hostBytes;
    private final int leastRoom;
    private final Set<RouteKey> keys = new LinkedHashSet<>();

    RouteBatch(RouteChange change, UpdateWriter writer) {
        this.change = change;
        this.hostBytes = 1 + change.family().bytes();
        this.leastRoom = Message.LARGEST_BYTES - MOST_FIXED_BYTES - switch (change) {
            case RouteChange.Announce announce -> writer.attributeBytes(announce.attributes());
            case RouteChange.Withdraw _ -> 0;
        };
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

    /** Whether it is worth writing to see if it fills a message: most batches are small, and counting them says so. */
    boolean mayBeFull() {
        return (keys.size() + 1) * hostBytes > leastRoom;
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
