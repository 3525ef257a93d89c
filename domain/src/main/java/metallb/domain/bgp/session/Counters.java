package metallb.domain.bgp.session;

/**
 * What a peer's sessions did so far; all but the gauges only grow, across sessions.
 *
 * @param attempts connections asked for or accepted
 * @param established times that the session came up
 * @param updatesSent End-of-RIB markers included
 * @param prefixesReceived announced in the UPDATEs received, repetitions included
 * @param prefixesWithdrawn withdrawn in the UPDATEs received, those treated as withdrawals included
 * @param updatesTreatedAsWithdraw of those received, whose routes RFC 7606 has us take for withdrawn
 * @param updatesPartlyDiscarded the others of which something was discarded or passed over
 * @param refreshesReceived times that the peer asked for all routes of a family
 * @param announced gauge: prefixes that the peer was told and not untold
 * @param pending gauge: prefixes whose newest state the peer was not told yet
 */
public record Counters(long attempts, long established, long updatesSent, long updatesReceived, long keepalivesSent,
        long keepalivesReceived, long notificationsSent, long notificationsReceived, long prefixesReceived,
        long prefixesWithdrawn, long updatesTreatedAsWithdraw, long updatesPartlyDiscarded, long refreshesReceived,
        int announced, int pending) {}
