package metallb.acceptance.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import metallb.acceptance.simulation.Text.Advertisement;
import metallb.acceptance.simulation.Text.Peer;
import metallb.acceptance.simulation.Text.Pool;

/**
 * The configurations that operators of the simulation write. The good ones cut the same addresses in different ways, so that
 * most of them may follow any other; those that have fewer addresses are refused while somebody holds one of the others.
 */
final class Texts {
    private static final List<String> BOTH = List.of("IPv4", "IPv6");
    private static final List<String> IPV4 = List.of("IPv4");
    private static final List<String> IPV6 = List.of("IPv6");

    private static final Peer FIRST = peer("r1", IPV4);
    private static final Peer SECOND = peer("r2", BOTH);
    private static final Pool MAIN = pool("main", block("10.0.0.", 0, 7), true);
    private static final Pool CLOSED = pool("closed", block("10.0.1.", 0, 3), false);
    private static final Pool SIX = pool("six", block("fc00::1:", 0, 3), true);

    private static final Advertisement AGGREGATE = new Advertisement(2, OptionalLong.of(50),
            Map.of("no-export", "65535:65281"));
    private static final Advertisement MARKED = new Advertisement(0, OptionalLong.of(200),
            Map.of("shop", "64500:7", "large:64500:1:2", "large:64500:1:2"));
    private static final Advertisement PAIRS = new Advertisement(1, OptionalLong.empty(), Map.of("64500:1", "64500:1"));

    static final List<Text> ALL = all();

    private Texts() {}

    /** The one with that text. */
    static Text of(String yaml) {
        return ALL.stream().filter(text -> text.yaml().equals(yaml)).findFirst().orElseThrow();
    }

    private static List<Text> all() {
        List<Text> all = new ArrayList<>();
        all.add(Text.of(List.of(FIRST, SECOND), List.of(MAIN, CLOSED, SIX)));
        all.addAll(cutOtherwise());
        all.addAll(toldOtherwise());
        all.addAll(withFewerAddresses());
        all.addAll(bad());
        return List.copyOf(all);
    }

    /** The same addresses, in other pools or in another order. */
    private static List<Text> cutOtherwise() {
        return List.of(
                Text.of(List.of(FIRST, SECOND), List.of(pool("low", block("10.0.0.", 0, 3), true, MARKED),
                        pool("high", block("10.0.0.", 4, 7), true, AGGREGATE), CLOSED, SIX)),
                Text.of(List.of(SECOND, FIRST), List.of(SIX, pool("high", block("10.0.0.", 0, 3), true, AGGREGATE),
                        pool("low", block("10.0.0.", 4, 7), false, PAIRS, MARKED), CLOSED)),
                // one prefix for addresses of two pools: which attributes it has depends on who is announced
                Text.of(List.of(FIRST, SECOND), List.of(pool("left", block("10.0.0.", 0, 2), true, PAIRS),
                        pool("right", block("10.0.0.", 3, 7), true, new Advertisement(1, OptionalLong.of(7), Map.of())),
                        CLOSED, SIX)),
                Text.of(List.of(FIRST, SECOND), List.of(pool("main", join(block("10.0.1.", 0, 3), block("fc00::1:", 0, 3)),
                        true), pool("closed", block("10.0.0.", 0, 7), false, MARKED))));
    }

    /** The first one's pools, told to other peers or with other attributes. */
    private static List<Text> toldOtherwise() {
        Peer onRackX = peer("r1", IPV4, "node-selectors: [{match-labels: {rack: x}}]",
                labels -> "x".equals(labels.get("rack")));
        Peer notOnRackX = peer("r2", BOTH,
                "node-selectors: [{match-expressions: [{key: rack, operator: NotIn, values: [x, z]}]}]",
                labels -> !"x".equals(labels.get("rack")));
        Peer otherAs = new Peer("r1", 43, BOTH, "INCOMPLETE", List.of(), Optional.empty());
        return List.of(
                Text.of(List.of(new Peer("r1", Place.OUR_ASN, IPV4, "INCOMPLETE", List.of(), Optional.empty())),
                        List.of(CLOSED, MAIN, SIX)),
                Text.of(List.of(onRackX, notOnRackX), List.of(MAIN, CLOSED, SIX)),
                Text.of(List.of(otherAs, peer("r2", IPV6)), List.of(
                        pool("main", block("10.0.0.", 0, 7), true, AGGREGATE, MARKED, PAIRS), CLOSED,
                        pool("six", block("fc00::1:", 0, 3), true, AGGREGATE))),
                Text.of(List.of(otherAs, notOnRackX), List.of(
                        // of two that make one route the first counts
                        pool("main", block("10.0.0.", 0, 7), true, MARKED, Advertisement.USUAL), CLOSED, SIX)));
    }

    private static List<Text> withFewerAddresses() {
        Pool withoutZero = new Pool("main", List.of("10.0.0.0/29"), block("10.0.0.", 1, 7), true,
                List.of("avoid-buggy-ips: true"), List.of());
        return List.of(
                Text.of(List.of(FIRST, SECOND), List.of(withoutZero, CLOSED, SIX)),
                Text.of(List.of(FIRST, SECOND), List.of(pool("main", block("10.0.0.", 0, 3), true), CLOSED,
                        pool("six", block("fc00::1:", 0, 1), true))));
    }

    private static List<Text> bad() {
        return List.of(Text.bad("peers: [\n"), Text.bad("peers:\n- {peer-address: 10.0.0.300, peer-asn: 1, my-asn: 42}\n"),
                Text.bad("peers: []\naddress-pools: {}\n"),
                Text.bad(Text.of(List.of(FIRST), List.of(MAIN, pool("more", block("10.0.0.", 7, 9), true))).yaml()));
    }

    private static Peer peer(String router, List<String> families) {
        return new Peer(router, Place.OUR_ASN, families, "IGP", List.of(), Optional.empty());
    }

    private static Peer peer(String router, List<String> families, String selectors,
            Predicate<Map<String, String>> selects) {
        return new Peer(router, Place.OUR_ASN, families, "IGP", List.of(selectors), Optional.of(selects));
    }

    private static Pool pool(String name, List<String> addresses, boolean autoAssign, Advertisement... advertisements) {
        // each address by itself would be as good as a range, but nothing could be aggregated then
        List<String> written = new ArrayList<>();
        for (String family : BOTH) {
            List<String> ofFamily = addresses.stream().filter(address -> Place.familyOf(address).equals(family)).toList();
            if (!ofFamily.isEmpty()) {
                written.add(ofFamily.getFirst() + "-" + ofFamily.getLast());
            }
        }
        return new Pool(name, written, addresses, autoAssign, List.of(), List.of(advertisements));
    }

    private static List<String> block(String beginning, int first, int last) {
        List<String> addresses = new ArrayList<>();
        for (int number = first; number <= last; number++) {
            addresses.add(beginning + number);
        }
        return addresses;
    }

    private static List<String> join(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
