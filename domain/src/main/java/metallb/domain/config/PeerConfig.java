package metallb.domain.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import metallb.domain.net.AddressPort;
import metallb.domain.net.Family;
import metallb.domain.route.Asn;
import metallb.domain.route.Origin;
import metallb.domain.route.RouterId;

/**
 * A router to hold a session with.
 *
 * @param name unique among the peers; the ConfigMap has none, so it is {@code peer1}, {@code peer2} in the order written
 * @param where the place of its item in the list
 * @param remote its address and port
 * @param routerId ours, for this session; empty for the one that all sessions of the process share
 * @param families what the session carries, each once, at least one; kept in the order of {@link Family}, because the order
 *     in which they were written means nothing
 * @param origin the ORIGIN of the routes that it is told
 * @param nodeSelectors it runs on the nodes that one of them selects; on every node where there are none
 */
public record PeerConfig(String name, Where where, Asn myAsn, Asn peerAsn, AddressPort remote, PeerLink link,
        PeerTimers timers, Optional<RouterId> routerId, List<Family> families, Origin origin,
        List<LabelSelector> nodeSelectors) {
    public static final int DEFAULT_PORT = 179;

    public PeerConfig {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(myAsn, "myAsn");
        Objects.requireNonNull(peerAsn, "peerAsn");
        Objects.requireNonNull(remote, "remote");
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(timers, "timers");
        Objects.requireNonNull(routerId, "routerId");
        Objects.requireNonNull(origin, "origin");
        families = families.stream().sorted().toList();
        nodeSelectors = List.copyOf(nodeSelectors);
        if (families.isEmpty() || families.stream().distinct().count() != families.size()) {
            throw new IllegalArgumentException("families " + families);
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
