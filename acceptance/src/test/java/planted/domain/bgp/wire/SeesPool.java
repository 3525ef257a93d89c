package planted.domain.bgp.wire;

import planted.domain.pool.SeesBgp;

/** Breaks: bgp sees net, route and itself only. */
public class SeesPool {
    SeesBgp other;
}
