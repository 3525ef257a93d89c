package metallb.domain.bgp.session;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many NOTIFICATIONs of each kind a peer's sessions sent and received, by their names in IANA's registries. */
public record NotificationCounts(SortedMap<String, Long> sent, SortedMap<String, Long> received) {
    public NotificationCounts {
        sent = Collections.unmodifiableSortedMap(new TreeMap<>(sent));
        received = Collections.unmodifiableSortedMap(new TreeMap<>(received));
    }
}
