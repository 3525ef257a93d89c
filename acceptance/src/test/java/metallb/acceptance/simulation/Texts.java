package metallb.acceptance.simulation;

import java.util.List;

/** The configurations that operators of the simulation write, each with a plain reading of it to compare with. */
final class Texts {
    private static final String BOTH = peer("10.0.0.1", 100) + peer("10.0.0.2", 200);
    private static final String CLOSED = pool("closed", "10.0.1.0-10.0.1.3", "auto-assign: false");
    private static final Pool CLOSED_POOL = new Pool("closed", "10.0.1.", 0, 3, false);

    /**
     * Four good ones, of which the first two cut the same addresses in different ways and the last has fewer of them, so that
     * it is refused while somebody holds one of the others; and three with errors.
     */
    static final List<Text> ALL = List.of(
            new Text("peers:\n" + BOTH + "address-pools:\n" + pool("main", "10.0.0.0/29", "auto-assign: true") + CLOSED,
                    List.of(new Pool("main", "10.0.0.", 0, 7, true), CLOSED_POOL), List.of("r1", "r2")),
            new Text("peers:\n" + BOTH + "address-pools:\n" + pool("low", "10.0.0.0/30", "auto-assign: true")
                    + pool("high", "10.0.0.4/30", "auto-assign: true") + CLOSED,
                    List.of(new Pool("low", "10.0.0.", 0, 3, true), new Pool("high", "10.0.0.", 4, 7, true),
                            CLOSED_POOL), List.of("r1", "r2")),
            new Text("peers:\n" + peer("10.0.0.1", 100) + "address-pools:\n" + CLOSED
                    + pool("main", "10.0.0.0/29", "auto-assign: true"),
                    List.of(CLOSED_POOL, new Pool("main", "10.0.0.", 0, 7, true)), List.of("r1")),
            new Text("peers:\n" + BOTH + "address-pools:\n" + pool("main", "10.0.0.0/30", "auto-assign: true") + CLOSED,
                    List.of(new Pool("main", "10.0.0.", 0, 3, true), CLOSED_POOL), List.of("r1", "r2")),
            new Text("peers: [\n", List.of(), List.of()),
            new Text("peers:\n" + peer("10.0.0.300", 100), List.of(), List.of()),
            new Text("peers: []\naddress-pools: {}\n", List.of(), List.of()));

    private Texts() {}

    /** The one with that text. */
    static Text of(String yaml) {
        return ALL.stream().filter(text -> text.yaml().equals(yaml)).findFirst().orElseThrow();
    }

    /**
     * @param yaml as the operator writes it
     * @param pools in the order written
     * @param routers those that it has sessions with
     */
    record Text(String yaml, List<Pool> pools, List<String> routers) {
        boolean owns(String address) {
            return pools.stream().anyMatch(pool -> pool.owns(address));
        }
    }

    /** The addresses {@code start + first} to {@code start + last}. */
    record Pool(String name, String start, int first, int last, boolean autoAssign) {
        boolean owns(String address) {
            return address.startsWith(start) && first <= number(address) && number(address) <= last;
        }

        int size() {
            return last - first + 1;
        }

        private static int number(String address) {
            return Integer.parseInt(address.substring(address.lastIndexOf('.') + 1));
        }
    }

    private static String peer(String address, int asn) {
        return "- peer-address: " + address + "\n  peer-asn: " + asn + "\n  my-asn: 42\n  hold-time: 30s\n";
    }

    private static String pool(String name, String addresses, String more) {
        return "- name: " + name + "\n  protocol: bgp\n  addresses: [" + addresses + "]\n  " + more + "\n";
    }
}
