package metallb.domain.announce;

/** Why a service of ours is not announced from this node; the words are those that MetalLB's users know. */
public enum Reason {
    NO_CONFIGURATION("noConfiguration"),
    NO_IP_ALLOCATED("noIPAllocated"),
    INVALID_IP("invalidIP"),
    IP_NOT_ALLOWED("ipNotAllowed"),
    /** No advertisement is made for the pool of an address. */
    NOT_OWNER("notOwner"),
    /** Peers run on this node, but none carries the family of an address. */
    NO_PEER_OF_FAMILY("noPeerOfFamily"),
    /** No peer runs on this node. */
    NO_PEER("noPeer"),
    NODE_NETWORK_UNAVAILABLE("nodeNetworkUnavailable"),
    NODE_LABELED_EXCLUDE_BALANCERS("nodeLabeledExcludeBalancers"),
    NO_LOCAL_ENDPOINTS("noLocalEndpoints"),
    NO_ENDPOINTS("noEndpoints");

    private final String word;

    Reason(String word) {
        this.word = word;
    }

    /** The stable word for machines. */
    public String word() {
        return word;
    }
}
