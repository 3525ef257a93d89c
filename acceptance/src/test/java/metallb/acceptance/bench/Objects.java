package metallb.acceptance.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metallb.adapters.config.YamlTextReader;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.ConfigSource;
import metallb.domain.cluster.Endpoint;
import metallb.domain.cluster.EndpointSlice;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.ObjectMeta;
import metallb.domain.cluster.ResourceVersion;
import metallb.domain.cluster.Service;
import metallb.domain.cluster.TrafficPolicy;
import metallb.domain.cluster.Uid;
import metallb.domain.config.Reading;
import metallb.domain.core.ClusterEvent;
import metallb.domain.net.Family;

/** A cluster's objects: as many services as one likes, each with two ready endpoints, and a configuration for them. */
final class Objects {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final String CONFIG = """
            peers:
            - peer-address: 10.9.0.1
              peer-asn: 100
              my-asn: 42
              hold-time: 0
            address-pools:
            - name: default
              protocol: bgp
              addresses: [10.128.0.0/16]
            """;

    private Objects() {}

    static ObjectKey name(int number) {
        return new ObjectKey("default", "service-" + number);
    }

    /** @param ingress the address that its status shows; none if empty */
    static Service service(int number, long version, List<String> ingress) {
        return new Service(meta(name(number), version), "LoadBalancer", Optional.empty(), Optional.empty(),
                TrafficPolicy.CLUSTER, List.of(Family.IPV4), ingress, List.of());
    }

    static EndpointSlice slice(int number) {
        return new EndpointSlice(meta(new ObjectKey("default", "service-" + number + "-1"), 1),
                Optional.of(name(number)), List.of(endpoint("10.1.0.1", "node-1"), endpoint("10.1.0.2", "node-2")));
    }

    private static Endpoint endpoint(String address, String node) {
        return new Endpoint(address, Optional.of(node), true, true, false);
    }

    /** A pool of a /16, and a router at 10.9.0.1; the accepted copy as a controller writes it. */
    static ConfigSource config(Kind kind, ObjectKey key, long version) {
        return config(kind, key, version, CONFIG);
    }

    /** The same with another text. */
    static ConfigSource config(Kind kind, ObjectKey key, long version, String text) {
        Reading reading = new YamlTextReader().read("bench", text);
        ObjectMeta meta = meta(key, version);
        ObjectMeta accepted = new ObjectMeta(meta.key(), meta.uid(), meta.version(), meta.created(), Map.of(),
                Map.of(ConfigSource.SOURCE_VERSION, "1", ConfigSource.HASH, reading.text().hash()));
        return new ConfigSource(kind == Kind.ACCEPTED_CONFIG ? accepted : meta, kind, Optional.of(reading));
    }

    static ConfigSource emptyConfig(Kind kind, ObjectKey key) {
        return new ConfigSource(meta(key, 1), kind, Optional.empty());
    }

    /** What a feed says of a complete list. */
    static List<ClusterEvent> list(Kind kind, List<? extends ClusterObject> objects) {
        List<ClusterEvent> events = new ArrayList<>();
        Map<ObjectKey, Uid> all = new LinkedHashMap<>();
        for (ClusterObject object : objects) {
            events.add(new ClusterEvent.Observed(object));
            all.put(object.key(), object.uid());
        }
        events.add(new ClusterEvent.Listed(kind, all));
        return events;
    }

    static ObjectMeta meta(ObjectKey key, long version) {
        return new ObjectMeta(key, new Uid("uid-" + key), new ResourceVersion(Long.toString(version)), CREATED, Map.of(),
                Map.of());
    }
}
