package metallb.domain.announce;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import metallb.domain.cluster.ConfigSource;
import metallb.domain.cluster.Endpoint;
import metallb.domain.cluster.EndpointSlice;
import metallb.domain.cluster.Node;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ObjectMeta;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.TrafficPolicy;
import metallb.domain.cluster.Uid;
import metallb.domain.config.Advertisement;
import metallb.domain.config.Config;
import metallb.domain.config.ConfigText;
import metallb.domain.config.PeerConfig;
import metallb.domain.config.PoolConfig;
import metallb.domain.config.Where;
import metallb.domain.net.AddressRange;
import metallb.domain.net.Family;
import metallb.domain.net.Prefix;
import metallb.domain.route.Community;

/** Objects of a small cluster as tests write them: services in namespace {@code default}, nodes by their names. */
public final class SampleObjects {
    public static final Where WHERE = new Where("test", "", 0, 0);

    private SampleObjects() {}

    public static ObjectKey key(String name) {
        return new ObjectKey("default", name);
    }

    public static ObjectMeta meta(ObjectKey key, long version) {
        return new ObjectMeta(key, new Uid("uid-" + key.name()), new ResourceVersion(Long.toString(version)),
                Instant.EPOCH, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** The metadata of an accepted copy as the controller writes it. */
    public static ObjectMeta vouched(ObjectMeta meta, ConfigText text, ResourceVersion source) {
        Map<String, String> annotations = new LinkedHashMap<>(meta.annotations());
        annotations.put(ConfigSource.SOURCE_VERSION, source.text());
        annotations.put(ConfigSource.HASH, text.hash());
        return new ObjectMeta(meta.key(), meta.uid(), meta.version(), meta.created(), meta.labels(), annotations);
    }

    /** A Service of type LoadBalancer, policy Cluster, with these texts in its status. */
    public static Service service(String name, String... ingress) {
        return service(name, 1, TrafficPolicy.CLUSTER, ingress);
    }

    public static Service service(String name, long version, TrafficPolicy policy, String... ingress) {
        return new Service(meta(key(name), version), "LoadBalancer", Optional.empty(), Optional.empty(), policy,
                List.of(Family.IPV4), List.of(ingress), List.of());
    }

    public static Service ofType(Service service, String type) {
        return new Service(service.meta(), type, service.loadBalancerIp(), service.loadBalancerClass(),
                service.trafficPolicy(), service.families(), service.ingress(), service.statusManagers());
    }

    public static Service ofClass(Service service, String name) {
        return new Service(service.meta(), service.type(), service.loadBalancerIp(), Optional.of(name),
                service.trafficPolicy(), service.families(), service.ingress(), service.statusManagers());
    }

    /** The slice {@code SERVICE-1} of the service. */
    public static EndpointSlice slice(String service, long version, Endpoint... endpoints) {
        return slice(service + "-1", service, version, endpoints);
    }

    public static EndpointSlice slice(String name, String service, long version, Endpoint... endpoints) {
        return new EndpointSlice(meta(key(name), version), Optional.of(key(service)), List.of(endpoints));
    }

    public static Endpoint ready(String node) {
        return new Endpoint("10.1.0.1", Optional.of(node), true, true, false);
    }

    public static Endpoint unready(String node) {
        return new Endpoint("10.1.0.2", Optional.of(node), false, false, false);
    }

    /** Terminating, and still serving. */
    public static Endpoint ending(String node) {
        return new Endpoint("10.1.0.3", Optional.of(node), false, true, true);
    }

    /** Terminating, and not serving any more. */
    public static Endpoint gone(String node) {
        return new Endpoint("10.1.0.4", Optional.of(node), false, false, true);
    }

    public static Node node(String name, long version) {
        return new Node(meta(ObjectKey.ofCluster(name), version), true, false, false, false);
    }

    public static Node networkUnavailable(Node node) {
        return new Node(node.meta(), node.ready(), true, node.unschedulable(), node.outOfService());
    }

    public static Node excluded(Node node) {
        Map<String, String> labels = new LinkedHashMap<>(node.meta().labels());
        labels.put(Node.EXCLUDE_LABEL, "");
        ObjectMeta meta = node.meta();
        return new Node(new ObjectMeta(meta.key(), meta.uid(), meta.version(), meta.created(), labels,
                meta.annotations()), node.ready(), node.networkUnavailable(), node.unschedulable(),
                node.outOfService());
    }

    public static PoolConfig pool(String name, String... prefixes) {
        return new PoolConfig(name, WHERE, Arrays.stream(prefixes).map(Prefix::of).map(AddressRange::of).toList(),
                false, true);
    }

    public static Advertisement advertisement(String name, String pool, int length, OptionalLong localPreference,
            String... communities) {
        return new Advertisement(name, WHERE, List.of(pool), length, 128, localPreference,
                Arrays.stream(communities).map(text -> Community.parse(text).orElseThrow()).toList());
    }

    public static Config config(List<PeerConfig> peers, List<PoolConfig> pools, List<Advertisement> advertisements) {
        return new Config(peers, pools, advertisements, new LinkedHashMap<>());
    }

    /** Pools with one route an address each, as pools without advertisements are lowered. */
    public static Config poolsOnly(PoolConfig... pools) {
        return config(List.of(), List.of(pools), Arrays.stream(pools)
                .map(pool -> Advertisement.ofWholeAddresses(pool.name(), WHERE)).toList());
    }
}
