package metallb.domain.service;

import java.util.Optional;
import metallb.domain.cluster.Service;

/**
 * Which services are ours: those of type LoadBalancer whose {@code spec.loadBalancerClass} is exactly ours, both being
 * absent included.
 *
 * @param loadBalancerClass what {@code --lb-class} says
 */
public record Ownership(Optional<String> loadBalancerClass) {
    /** Why it is not ours; empty where it is. */
    public Optional<Outcome.NotOurs> reasonAgainst(Service service) {
        if (!service.isLoadBalancer()) {
            return Optional.of(new Outcome.NotOurs(Outcome.NotOurs.Why.NOT_LOAD_BALANCER));
        }
        if (service.loadBalancerClass().equals(loadBalancerClass)) {
            return Optional.empty();
        }
        return Optional.of(new Outcome.NotOurs(service.loadBalancerClass().isPresent()
                ? Outcome.NotOurs.Why.OTHER_CLASS : Outcome.NotOurs.Why.NO_CLASS));
    }
}
