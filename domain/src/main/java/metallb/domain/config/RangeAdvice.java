package metallb.domain.config;

import java.util.List;
import metallb.domain.net.AddressRange;
import metallb.domain.net.Prefix;

/** Warns of pools whose addresses somebody else has, or nobody can route to. */
final class RangeAdvice {
    /** RFC 1122 3.2.1.3, RFC 3927, RFC 5771, RFC 1112 4; RFC 4291 2.5.2, 2.5.3, 2.5.6 and 2.7. */
    private static final List<AddressRange> NOT_ROUTED = List.of("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16",
            "224.0.0.0/4", "240.0.0.0/4", "::/127", "fe80::/10", "ff00::/8").stream()
            .map(Prefix::of).map(AddressRange::of).toList();

    private RangeAdvice() {}

    static void give(Config config, Surroundings surroundings, Problems advice) {
        for (PoolConfig pool : config.pools()) {
            for (AddressRange range : pool.ranges()) {
                surroundings.taken().forEach((use, prefixes) -> prefixes.stream()
                        .filter(prefix -> AddressRange.of(prefix).overlaps(range))
                        .forEach(prefix -> advice.add(pool.where(), inPool(range, pool) + " overlaps the " + use
                                + " range " + prefix, "expected addresses that nothing else in the network has")));
                NOT_ROUTED.stream().filter(range::overlaps).forEach(space -> advice.add(pool.where(), inPool(range, pool)
                        + " overlaps " + space + ", which routers do not forward to", "expected unicast addresses"));
            }
            config.peers().stream().filter(peer -> pool.owns(peer.remote().address())).forEach(peer ->
                    advice.add(pool.where(), "pool " + Quote.of(pool.name()) + " owns " + peer.remote().address()
                            + ", the address of " + peer.name(),
                            "leave it out: the service that got it would take the router's place"));
        }
    }

    private static String inPool(AddressRange range, PoolConfig pool) {
        return range + " in pool " + Quote.of(pool.name());
    }
}
