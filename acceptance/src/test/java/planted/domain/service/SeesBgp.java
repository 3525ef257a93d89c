package planted.domain.service;

/** Breaks: only core joins bgp with the rest. */
public class SeesBgp {
    planted.domain.bgp.wire.SeesPool other;
}
