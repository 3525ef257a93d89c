package metallb.domain.config;

import java.util.List;

/**
 * Keys of MetalLB, and of ours that the grammar reads already, whose features a version does not carry out: refused as
 * such, never as unknown. To switch a key on, take its line out of {@link #OF_THIS_VERSION}.
 *
 * @param atTop beside {@code peers} and {@code address-pools}
 * @param ofPeers of an item of {@code peers}
 * @param ofPools of an item of {@code address-pools}
 */
public record UnsupportedKeys(List<String> atTop, List<String> ofPeers, List<String> ofPools) {
    public static final UnsupportedKeys OF_THIS_VERSION = new UnsupportedKeys(
            List.of(
                    "bfd-profiles",
                    "peer-autodiscovery"),
            List.of(
                    "bfd-profile"),
            List.of(
                    "arp-network"));

    /** What a version supports that carries out all that the grammar reads. */
    public static final UnsupportedKeys NONE = new UnsupportedKeys(List.of(), List.of(), List.of());

    public UnsupportedKeys {
        atTop = List.copyOf(atTop);
        ofPeers = List.copyOf(ofPeers);
        ofPools = List.copyOf(ofPools);
    }
}
