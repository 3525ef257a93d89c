package metallb.domain.service;

import java.util.Objects;
import java.util.Optional;
import metallb.domain.cluster.Service;

/** Why a service is no business of this load balancer. Controller and speaker say it in these words. */
public record NotOurs(Reason reason, String text) {
    /** That it was, and is no more. */
    public static final NotOurs DELETED = new NotOurs(Reason.SERVICE_DELETED, "the service was deleted");

    public NotOurs {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(text, "text");
    }

    /** Why, as a stable word. */
    public enum Reason {
        SERVICE_DELETED("serviceDeleted"),
        NOT_LOAD_BALANCER("notLoadBalancer"),
        OTHER_LOAD_BALANCER_CLASS("otherLoadBalancerClass");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public String word() {
        return reason.word();
    }

    static NotOurs otherType(Service service) {
        return new NotOurs(Reason.NOT_LOAD_BALANCER, "type is " + Quoted.of(service.type()) + ", not LoadBalancer");
    }

    /** @param ours the class that would be ours; the two differ */
    static NotOurs otherClass(Service service, Optional<String> ours) {
        String text = service.loadBalancerClass().map(name -> "loadBalancerClass " + Quoted.of(name) + " is not ours")
                .orElseGet(() -> "loadBalancerClass is not set, ours is " + Quoted.of(ours.orElse("")));
        return new NotOurs(Reason.OTHER_LOAD_BALANCER_CLASS, text);
    }
}
