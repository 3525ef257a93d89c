package metallb.domain.core;

import java.util.Objects;
import java.util.Optional;
import metallb.domain.bgp.session.Beginning;
import metallb.domain.bgp.session.OwnAddresses;
import metallb.domain.net.AddressPort;
import metallb.domain.net.IpAddress;

/**
 * What a speaker is started with.
 *
 * @param nodeName the node it runs on
 * @param nodeAddress that node's address, the router id of all sessions where it is IPv4, and the next hop of routes of its
 *     family on sessions of the other
 * @param sourceAddress where sessions of its family are to come from; empty lets the kernel choose
 * @param loadBalancerClass the class of services that is ours; where it is empty, services without one are
 * @param ignoreExcludeLabel whether an excluded node announces all the same
 * @param seed of all randomness (jitter)
 * @param beginning when this process and its machine began, which routers are told that keep routes for a restart
 */
public record SpeakerSettings(String nodeName, Optional<IpAddress> nodeAddress, Optional<IpAddress> sourceAddress,
        Optional<String> loadBalancerClass, boolean ignoreExcludeLabel, long seed, Beginning beginning) {
    public SpeakerSettings {
        Objects.requireNonNull(nodeAddress, "nodeAddress");
        Objects.requireNonNull(sourceAddress, "sourceAddress");
        Objects.requireNonNull(loadBalancerClass, "loadBalancerClass");
        Objects.requireNonNull(beginning, "beginning");
        if (nodeName.isEmpty()) {
            throw new IllegalArgumentException("a speaker runs on a node that has a name");
        }
    }

    /** Of a speaker that began long ago. */
    public SpeakerSettings(String nodeName, Optional<IpAddress> nodeAddress, Optional<IpAddress> sourceAddress,
            Optional<String> loadBalancerClass, boolean ignoreExcludeLabel, long seed) {
        this(nodeName, nodeAddress, sourceAddress, loadBalancerClass, ignoreExcludeLabel, seed, Beginning.LONG_AGO);
    }

    /** What is known of this node's addresses beside those that sessions run on. */
    OwnAddresses addresses() {
        return new OwnAddresses(nodeAddress.filter(IpAddress::isIpv4), nodeAddress.filter(address -> !address.isIpv4()));
    }

    /** The source address for sessions with a peer; one of the other family is no use there. */
    Optional<IpAddress> sourceTo(AddressPort remote) {
        return sourceAddress.filter(source -> source.family() == remote.address().family());
    }
}
