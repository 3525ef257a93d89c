package metallb.domain.bgp.session;

import java.util.Objects;
import java.util.Optional;

/**
 * What a neighbour's session may do beside the usual.
 *
 * @param opening who may open the connection
 * @param enhancedRefresh whether RFC 7313 is offered: who does keeps routes and marks them stale, or has none to keep
 * @param gracefulRestart whether and how the peer is asked to keep our routes while this process restarts
 * @param own addresses for next hops
 */
public record SessionOptions(Opening opening, boolean enhancedRefresh, Optional<GracefulRestart> gracefulRestart,
        OwnAddresses own) {
    /** We dial, answer every refresh, and are forgotten when we are gone. */
    public static final SessionOptions USUAL = new SessionOptions(Opening.ACTIVE, true, Optional.empty(),
            OwnAddresses.UNKNOWN);

    public SessionOptions {
        Objects.requireNonNull(opening, "opening");
        Objects.requireNonNull(gracefulRestart, "gracefulRestart");
        Objects.requireNonNull(own, "own");
    }

    public SessionOptions opened(Opening by) {
        return new SessionOptions(by, enhancedRefresh, gracefulRestart, own);
    }

    public SessionOptions withoutEnhancedRefresh() {
        return new SessionOptions(opening, false, gracefulRestart, own);
    }

    public SessionOptions restarting(GracefulRestart restart) {
        return new SessionOptions(opening, enhancedRefresh, Optional.of(restart), own);
    }

    public SessionOptions reachedAt(OwnAddresses addresses) {
        return new SessionOptions(opening, enhancedRefresh, gracefulRestart, addresses);
    }
}
