package metallb.domain.service;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import metallb.domain.cluster.Service;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.pool.Wish;

/** What a service asks for by {@code spec.loadBalancerIP} and the annotations that name a pool. */
public sealed interface Wanted {
    /** The annotation as the usage page writes it. */
    String POOL_ANNOTATION = "metallb.universe.tf/address-pool";
    /** The same under its later name. Both may stand side by side, but not with two values. */
    String POOL_ANNOTATION_LATER = "metallb.io/address-pool";

    /** That address, which must be the pool's where one is named as well. */
    record Exactly(IpAddress address, Optional<String> pool) implements Wanted {
        public Exactly {
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(pool, "pool");
        }
    }

    /** Any address that the wish allows. */
    record Anywhere(Wish wish) implements Wanted {
        public Anywhere {
            Objects.requireNonNull(wish, "wish");
        }
    }

    /** Nothing that any configuration could grant. */
    record Impossible(Refusal refusal) implements Wanted {
        public Impossible {
            Objects.requireNonNull(refusal, "refusal");
        }
    }

    static Wanted of(Service service) {
        Map<String, String> annotations = service.meta().annotations();
        Optional<String> page = written(annotations, POOL_ANNOTATION);
        Optional<String> later = written(annotations, POOL_ANNOTATION_LATER);
        if (page.isPresent() && later.isPresent() && !page.equals(later)) {
            return new Impossible(
                    Refusal.twoPools(POOL_ANNOTATION, page.get(), POOL_ANNOTATION_LATER, later.get()));
        }
        Optional<String> pool = page.or(() -> later);
        List<Family> families = service.families().isEmpty()
                ? List.of(Family.IPV4, Family.IPV6) : service.families();
        if (service.loadBalancerIp().isPresent()) {
            return exactly(service.loadBalancerIp().get(), pool, families);
        }
        return new Anywhere(pool.<Wish>map(name -> new Wish.FromPool(name, families))
                .orElseGet(() -> new Wish.AnyPool(families)));
    }

    private static Wanted exactly(String text, Optional<String> pool, List<Family> families) {
        Optional<IpAddress> address = IpAddress.parse(text);
        if (address.isEmpty()) {
            return new Impossible(Refusal.invalidAddress(text));
        }
        if (!families.contains(address.get().family())) {
            return new Impossible(Refusal.wrongFamily(address.get()));
        }
        return new Exactly(address.get(), pool);
    }

    /** An annotation without text says nothing. */
    private static Optional<String> written(Map<String, String> annotations, String name) {
        return Optional.ofNullable(annotations.get(name)).filter(text -> !text.isEmpty());
    }
}
