package metallb.domain.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import metallb.domain.net.AddressPort;
import metallb.domain.route.Asn;
import metallb.domain.route.RouterId;

/**
 * A router to hold a session with.
 *
 * @param name unique among the peers; the ConfigMap has none, so it is {@code peer1}, {@code peer2} in the order written
 * @param where the place of its item in the list
 * @param remote its address and port
 * @param holdTime what we propose in the OPEN: 0 for none, else 3 s to 65535 s, whole seconds
 * @param routerId ours, for this session; empty for the one that all sessions of the process share
 * @param nodeSelectors it runs on the nodes that one of them selects; on every node where there are none
 */
public record PeerConfig(String name, Where where, Asn myAsn, Asn peerAsn, AddressPort remote, Duration holdTime,
        Optional<RouterId> routerId, List<LabelSelector> nodeSelectors) {
    public static final int DEFAULT_PORT = 179;
    public static final Duration DEFAULT_HOLD_TIME = Duration.ofSeconds(90);

    public PeerConfig {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(myAsn, "myAsn");
        Objects.requireNonNull(peerAsn, "peerAsn");
        Objects.requireNonNull(remote, "remote");
        Objects.requireNonNull(routerId, "routerId");
        nodeSelectors = List.copyOf(nodeSelectors);
        long seconds = holdTime.toSeconds();
        if (seconds != 0 && seconds < 3 || seconds > 65535 || !holdTime.equals(Duration.ofSeconds(seconds))) {
            throw new IllegalArgumentException("hold time " + holdTime);
        }
    }

    /** Whether it runs on every node, whatever its labels. */
    public boolean isForEveryNode() {
        return nodeSelectors.isEmpty() || nodeSelectors.stream().anyMatch(LabelSelector::selectsEverything);
    }

    /** Whether it runs on a node with these labels. */
    public boolean isForNode(Map<String, String> labels) {
        return nodeSelectors.isEmpty() || nodeSelectors.stream().anyMatch(selector -> selector.selects(labels));
    }
}
