package metallb.domain.bgp.session;

import metallb.domain.bgp.wire.Message;

/** What a peer's connections count into; one for the life of the peer. */
final class Tally {
    long attempts;
    long established;
    long updatesSent;
    long updatesReceived;
    long keepalivesSent;
    long keepalivesReceived;
    long notificationsSent;
    long notificationsReceived;
    long prefixesReceived;
    long prefixesWithdrawn;
    long refreshesReceived;

    void received(Message message) {
        switch (message) {
            case Message.Open _ -> { }
            case Message.Update update -> {
                updatesReceived++;
                prefixesWithdrawn += update.withdrawn().size();
                update.announced().forEach(reach -> prefixesReceived += reach.prefixes().size());
            }
            case Message.Notification _ -> notificationsReceived++;
            case Message.Keepalive _ -> keepalivesReceived++;
            case Message.RouteRefresh _ -> refreshesReceived++;
        }
    }

    Counters counters(int announced, int pending) {
        return new Counters(attempts, established, updatesSent, updatesReceived, keepalivesSent, keepalivesReceived,
                notificationsSent, notificationsReceived, prefixesReceived, prefixesWithdrawn, refreshesReceived,
                announced, pending);
    }
}
