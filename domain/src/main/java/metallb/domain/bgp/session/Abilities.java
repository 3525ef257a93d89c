package metallb.domain.bgp.session;

/**
 * What both sides can do, as their OPENs say.
 *
 * @param fourOctetAs AS paths have four bytes a number (RFC 6793)
 * @param extendedNextHop IPv4 routes may have IPv6 next hops (RFC 8950)
 * @param enhancedRefresh begin and end of a refresh are marked (RFC 7313)
 * @param gracefulRestart the peer keeps our routes when the session ends without a NOTIFICATION (RFC 4724)
 * @param hardReset it keeps them through NOTIFICATIONs too, unless they say Hard Reset (RFC 8538)
 */
public record Abilities(boolean fourOctetAs, boolean extendedNextHop, boolean enhancedRefresh, boolean gracefulRestart,
        boolean hardReset) {
    public Abilities {
        if (hardReset && !gracefulRestart) {
            throw new IllegalArgumentException("RFC 8538 extends graceful restart");
        }
    }
}
