package metallb.domain.cluster;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import metallb.domain.net.Family;

/**
 * A Service, as far as a load balancer looks at it.
 *
 * @param type {@code spec.type} as written, {@code LoadBalancer} for those that may be ours
 * @param loadBalancerIp {@code spec.loadBalancerIP} as written, which may be no address at all; never the empty text
 * @param loadBalancerClass {@code spec.loadBalancerClass}
 * @param families {@code spec.ipFamilies} in their order; empty where the server filled in none
 * @param ingress the texts of {@code status.loadBalancer.ingress[].ip} in their order, as found
 * @param statusManagers who wrote the status, from managedFields, the latest last; empty where unknown
 */
public record Service(ObjectMeta meta, String type, Optional<String> loadBalancerIp,
        Optional<String> loadBalancerClass, TrafficPolicy trafficPolicy, List<Family> families, List<String> ingress,
        List<String> statusManagers) implements ClusterObject {
    public Service {
        Objects.requireNonNull(meta, "meta");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(loadBalancerIp, "loadBalancerIp");
        Objects.requireNonNull(loadBalancerClass, "loadBalancerClass");
        Objects.requireNonNull(trafficPolicy, "trafficPolicy");
        families = List.copyOf(families);
        ingress = List.copyOf(ingress);
        statusManagers = List.copyOf(statusManagers);
    }

    @Override
    public Kind kind() {
        return Kind.SERVICE;
    }

    public boolean isLoadBalancer() {
        return type.equals("LoadBalancer");
    }
}
