package metallb.domain.bgp.session;

import java.util.TreeMap;
import metallb.domain.bgp.wire.Message;
import metallb.domain.bgp.wire.NotificationText;

/** What a peer's connections count into; one for the life of the peer. */
final class Tally {
    /** Whether there was a session with the peer, here or before this began to count. */
    boolean met;
    long attempts;
    private long established;
    long updatesSent;
    long updatesReceived;
    long keepalivesSent;
    long keepalivesReceived;
    /** By their names; who sends codes that nobody registered is counted under the name of the code. */
    private final TreeMap<String, Long> notificationsSent = new TreeMap<>();
    private final TreeMap<String, Long> notificationsReceived = new TreeMap<>();
    long prefixesReceived;
    long prefixesWithdrawn;
    long updatesTreatedAsWithdraw;
    long updatesPartlyDiscarded;
    long refreshesReceived;

    void established() {
        met = true;
        established++;
    }

    void received(Message message) {
        switch (message) {
            case Message.Open _ -> { }
            case Message.Update update -> received(update);
            case Message.Notification notification -> count(notification, notificationsReceived);
            case Message.Keepalive _ -> keepalivesReceived++;
            case Message.RouteRefresh _ -> refreshesReceived++;
        }
    }

    private void received(Message.Update update) {
        updatesReceived++;
        prefixesWithdrawn += update.withdrawn().size();
        update.announced().forEach(reach -> prefixesReceived += reach.prefixes().size());
        if (update.treatAsWithdraw().isPresent()) {
            updatesTreatedAsWithdraw++;
        } else if (!update.remarks().isEmpty()) {
            updatesPartlyDiscarded++;
        }
    }

    void sent(Message.Notification notification) {
        count(notification, notificationsSent);
    }

    private static void count(Message.Notification notification, TreeMap<String, Long> counts) {
        counts.merge(NotificationText.kind(notification), 1L, Long::sum);
    }

    private static long sum(TreeMap<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    NotificationCounts notifications() {
        return new NotificationCounts(notificationsSent, notificationsReceived);
    }

    Counters counters(int announced, int pending) {
        return new Counters(attempts, established, updatesSent, updatesReceived, keepalivesSent, keepalivesReceived,
                sum(notificationsSent), sum(notificationsReceived), prefixesReceived, prefixesWithdrawn,
                updatesTreatedAsWithdraw, updatesPartlyDiscarded, refreshesReceived, announced, pending);
    }
}
