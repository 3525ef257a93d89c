package metallb.acceptance.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * A configuration as an operator writes it, with a plain reading of it to compare with. It is written from the reading, so
 * neither can say what the other does not.
 *
 * @param yaml what stands in the ConfigMap
 * @param peers in the order written
 * @param pools in the order written
 */
record Text(String yaml, List<Peer> peers, List<Pool> pools) {
    static Text of(List<Peer> peers, List<Pool> pools) {
        StringBuilder yaml = new StringBuilder("communities: {shop: '64500:7'}\npeers:\n");
        peers.forEach(peer -> yaml.append(peer.yaml()));
        yaml.append("address-pools:\n");
        pools.forEach(pool -> yaml.append(pool.yaml()));
        return new Text(yaml.toString(), peers, pools);
    }

    /** One that has an error somewhere. */
    static Text bad(String yaml) {
        return new Text(yaml, List.of(), List.of());
    }

    Optional<Pool> poolOf(String address) {
        return pools.stream().filter(pool -> pool.addresses().contains(address)).findFirst();
    }

    /**
     * A session with one of the two routers from each node that it selects.
     *
     * @param families what it carries, as the API writes them
     * @param more further keys, a line each
     * @param selects which nodes, by their labels; empty where it runs everywhere
     */
    record Peer(String router, int myAsn, List<String> families, String origin, List<String> more,
            Optional<Predicate<Map<String, String>>> selects) {
        private String yaml() {
            Place place = Place.of(router);
            String yaml = "- peer-address: '" + place.address() + "'\n  peer-asn: " + place.asn() + "\n  my-asn: " + myAsn
                    + "\n  hold-time: " + Delays.HOLD_TIME.toSeconds() + "s\n  origin: " + origin.toLowerCase(Locale.ROOT) + "\n  families: "
                    + families.toString().toLowerCase(Locale.ROOT) + "\n";
            return yaml + String.join("", more.stream().map(line -> "  " + line + "\n").toList());
        }

        boolean isInternal() {
            return myAsn == Place.of(router).asn();
        }

        /** @param labels empty where the node's object is not there */
        boolean runsOn(Optional<Map<String, String>> labels) {
            return selects.isEmpty() || labels.filter(selects.get()).isPresent();
        }
    }

    /**
     * @param written as the operator gives them
     * @param addresses all that it may hand out, lowest first
     */
    record Pool(String name, List<String> written, List<String> addresses, boolean autoAssign, List<String> more,
            List<Advertisement> advertisements) {
        private String yaml() {
            StringBuilder yaml = new StringBuilder("- name: " + name + "\n  protocol: bgp\n  addresses: ['"
                    + String.join("', '", written) + "']\n  auto-assign: " + autoAssign + "\n");
            more.forEach(line -> yaml.append("  ").append(line).append('\n'));
            if (!advertisements.isEmpty()) {
                yaml.append("  bgp-advertisements:\n");
                advertisements.forEach(advertisement -> yaml.append("  - ").append(advertisement.yaml()).append('\n'));
            }
            return yaml.toString();
        }

        /** What it is announced by; the usual one where nothing was written. */
        List<Advertisement> announcedBy() {
            return advertisements.isEmpty() ? List.of(Advertisement.USUAL) : advertisements;
        }
    }

    /**
     * @param bits of an address that its route leaves open
     * @param communities as written, and as a router shows them
     */
    record Advertisement(int bits, OptionalLong localPreference, Map<String, String> communities) {
        static final Advertisement USUAL = new Advertisement(0, OptionalLong.empty(), Map.of());

        private String yaml() {
            List<String> keys = new ArrayList<>();
            keys.add("aggregation-length: " + (32 - bits));
            keys.add("aggregation-length-v6: " + (128 - bits));
            localPreference.ifPresent(value -> keys.add("localpref: " + value));
            if (!communities.isEmpty()) {
                keys.add("communities: ['" + String.join("', '", communities.keySet().stream().sorted().toList()) + "']");
            }
            return "{" + String.join(", ", keys) + "}";
        }

        /** The prefix that leads to the address; all of ours end with a number of one digit that counts from a round one. */
        String prefix(String address) {
            int last = address.length() - 1;
            int number = Integer.parseInt(address.substring(last)) >> bits << bits;
            return address.substring(0, last) + number + "/" + (Place.familyOf(address).equals("IPv4") ? 32 - bits : 128 - bits);
        }
    }
}
