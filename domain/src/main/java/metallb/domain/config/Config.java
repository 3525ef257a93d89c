package metallb.domain.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metallb.domain.route.Community;

/**
 * A configuration that makes sense: what the ConfigMap's text, and later the custom resources, are lowered into.
 *
 * @param peers in the order written
 * @param pools in the order written, which is the order in which they are tried
 * @param advertisements each selects the pools it is made for by name
 * @param communities the aliases with their values, in the order written
 */
public record Config(List<PeerConfig> peers, List<PoolConfig> pools, List<Advertisement> advertisements,
        Map<String, Community> communities) {
    public static final Config EMPTY = new Config(List.of(), List.of(), List.of(), Collections.emptyMap());

    public Config {
        peers = List.copyOf(peers);
        pools = List.copyOf(pools);
        advertisements = List.copyOf(advertisements);
        communities = Collections.unmodifiableMap(new LinkedHashMap<>(communities));
    }

    /** The advertisements that are made for a pool's addresses, in the order written. */
    public List<Advertisement> advertisementsOf(String pool) {
        return advertisements.stream().filter(advertisement -> advertisement.pools().contains(pool)).toList();
    }
}
