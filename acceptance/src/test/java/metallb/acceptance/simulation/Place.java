package metallb.acceptance.simulation;

import java.util.List;

/**
 * Where everybody is. The first router is reached over IPv4 and has the AS that most configurations give to us, the second is
 * reached over IPv6; every node has an address of both families.
 *
 * @param name of a router
 */
record Place(String name, String address, int asn) {
    static final List<String> NODES = List.of("a", "b", "c");
    static final List<String> ROUTERS = List.of("r1", "r2");
    static final int OUR_ASN = 42;

    private static final String NODES_4 = "10.1.0.";
    private static final String NODES_6 = "2001:db8:1::";

    static Place of(String router) {
        return router.equals("r1") ? new Place(router, "10.0.0.1", OUR_ASN) : new Place(router, "2001:db8::2", 200);
    }

    /** What puts all of them there. */
    static List<String> commands() {
        String addresses = String.join(" ", NODES.stream()
                .map(node -> node + "=" + addressOf(node, "IPv4") + "," + addressOf(node, "IPv6")).toList());
        return List.of("nodes " + String.join(" ", NODES) + " with addresses " + addresses,
                "router r1 10.0.0.1 as " + OUR_ASN, "router r2 2001:db8::2 as 200 id 10.0.0.2");
    }

    /** What a node's routes have as next hop on a session with this router: the address that the session runs on. */
    String nextHop(String node) {
        return addressOf(node, familyOf(address));
    }

    /** Whether routes of the family find a next hop on a session with this router. */
    boolean hasNextHopFor(String family) {
        return family.equals("IPv4") || familyOf(address).equals("IPv6");
    }

    /** The node that has that address. */
    static String nodeAt(String address) {
        return NODES.stream().filter(node -> addressOf(node, familyOf(address)).equals(address)).findFirst()
                .orElse(address);
    }

    static String familyOf(String address) {
        return address.contains(":") ? "IPv6" : "IPv4";
    }

    private static String addressOf(String node, String family) {
        return (family.equals("IPv4") ? NODES_4 : NODES_6) + (NODES.indexOf(node) + 1);
    }
}
