package metallb.domain.service;

import java.util.Objects;
import java.util.Optional;
import metallb.domain.cluster.Service;

/**
 * Which services are ours, for controller and speaker alike: those of type LoadBalancer whose
 * {@code spec.loadBalancerClass} is exactly ours, both being absent included.
 *
 * @param loadBalancerClass what {@code --lb-class} says
 */
public record Ownership(Optional<String> loadBalancerClass) {
    public Ownership {
        Objects.requireNonNull(loadBalancerClass, "loadBalancerClass");
    }

    /** Why it is not ours; empty where it is. */
    public Optional<NotOurs> reasonAgainst(Service service) {
        if (!service.isLoadBalancer()) {
            return Optional.of(NotOurs.otherType(service));
        }
        return service.loadBalancerClass().equals(loadBalancerClass) ? Optional.empty()
                : Optional.of(NotOurs.otherClass(service, loadBalancerClass));
    }
}
