package metallb.domain.config;

import java.util.ArrayList;
import java.util.List;
import metallb.domain.net.Family;

/**
 * What makes sense in an acceptable configuration, but perhaps not the sense that was meant. It is for who checks a text
 * before it is used; the controller does not repeat it.
 */
public final class Advice {
    private Advice() {}

    /** In the order of their places. */
    public static List<Problem> on(Config config, Surroundings surroundings) {
        Problems advice = new Problems();
        RangeAdvice.give(config, surroundings, advice);
        AggregateAdvice.give(config, advice);
        onReach(config, advice);
        onPeers(config, surroundings, advice);
        return advice.inOrder();
    }

    /** Whether anybody is told of the addresses. */
    private static void onReach(Config config, Problems advice) {
        if (config.peers().isEmpty()) {
            config.pools().stream().limit(1).forEach(pool -> advice.add(pool.where(),
                    "there is no peer, so no address is announced to anybody", "write peers: with at least one router"));
            return;
        }
        List<Family> carried = config.peers().stream().flatMap(peer -> peer.families().stream()).distinct().toList();
        for (PoolConfig pool : config.pools()) {
            pool.ranges().stream().map(range -> range.family()).distinct().filter(family -> !carried.contains(family))
                    .forEach(family -> advice.add(pool.where(), "pool " + Quote.of(pool.name()) + " has " + family
                            + " addresses, and no peer carries " + family, "write a peer with an " + family + " address"));
        }
        boolean internal = config.peers().stream().anyMatch(peer -> peer.myAsn().equals(peer.peerAsn()));
        config.advertisements().stream().filter(ad -> !internal && ad.localPreference().isPresent()).forEach(ad ->
                advice.add(ad.where(), "localpref " + ad.localPreference().getAsLong()
                        + " is sent to peers of our own AS only, and there is none", "remove it"));
    }

    private static void onPeers(Config config, Surroundings surroundings, Problems advice) {
        for (PeerConfig peer : config.peers()) {
            if (peer.timers().holdTime().isZero()) {
                advice.add(peer.where(), peer.name() + " has hold time 0: a router that falls silent is never noticed",
                        "write hold-time: 90s, unless something else watches the router");
            }
            if (!surroundings.nodes().isEmpty() && surroundings.nodes().values().stream().noneMatch(peer::isForNode)) {
                advice.add(peer.where(), "the node-selectors of " + peer.name() + " select none of the nodes "
                        + names(surroundings), "correct them, or the nodes' labels");
            }
        }
        surroundings.nodes().forEach((name, labels) -> {
            if (!config.peers().isEmpty() && config.peers().stream().noneMatch(peer -> peer.isForNode(labels))) {
                advice.add(config.peers().getFirst().where(), "no peer runs on node " + Quote.of(name)
                        + ", so it announces nothing", "let a peer select it, if it shall");
            }
        });
    }

    private static String names(Surroundings surroundings) {
        return String.join(", ", new ArrayList<>(surroundings.nodes().keySet()));
    }
}
