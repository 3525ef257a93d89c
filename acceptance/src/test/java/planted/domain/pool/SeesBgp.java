package planted.domain.pool;

import planted.domain.bgp.wire.SeesPool;

/** Breaks: only core joins bgp with the rest; with the other one a package cycle. */
public class SeesBgp {
    SeesPool other;
}
