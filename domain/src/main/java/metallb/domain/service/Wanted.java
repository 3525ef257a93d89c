package metallb.domain.service;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import metallb.domain.cluster.Service;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.pool.Wish;

/** What a service asks for by {@code spec.loadBalancerIP} and the annotations that name an address or a pool. */
public sealed interface Wanted {
    /** The annotation as the usage page writes it. */
    String POOL_ANNOTATION = "metallb.universe.tf/address-pool";
    /** The same under its later name. Both may stand side by side, but not with two values. */
    String POOL_ANNOTATION_LATER = "metallb.io/address-pool";
    /** An address, as {@code spec.loadBalancerIP}, which Kubernetes has deprecated. */
    String ADDRESS_ANNOTATION = "metallb.universe.tf/loadBalancerIPs";
    String ADDRESS_ANNOTATION_LATER = "metallb.io/loadBalancerIPs";

    /** A key that services with one address share. */
    String SHARING_ANNOTATION = "metallb.universe.tf/allow-shared-ip";
    String SHARING_ANNOTATION_LATER = "metallb.io/allow-shared-ip";

    /** The pool that is asked for by name. */
    Optional<String> pool();

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

        @Override
        public Optional<String> pool() {
            return switch (wish) {
                case Wish.FromPool from -> Optional.of(from.pool());
                case Wish.AnyPool any -> Optional.empty();
            };
        }
    }

    /** Nothing that any configuration could grant. */
    record Impossible(Refusal refusal) implements Wanted {
        public Impossible {
            Objects.requireNonNull(refusal, "refusal");
        }

        @Override
        public Optional<String> pool() {
            return Optional.empty();
        }
    }

    static Wanted of(Service service) {
        Map<String, String> annotations = service.meta().annotations();
        Optional<String> pool = written(annotations, POOL_ANNOTATION).or(() -> written(annotations, POOL_ANNOTATION_LATER));
        Optional<Refusal> contradiction = contradiction("pool", annotations, POOL_ANNOTATION, POOL_ANNOTATION_LATER)
                .or(() -> contradiction("address", annotations, ADDRESS_ANNOTATION, ADDRESS_ANNOTATION_LATER));
        if (contradiction.isPresent()) {
            return new Impossible(contradiction.get());
        }
        List<Family> families = service.families().isEmpty()
                ? List.of(Family.IPV4, Family.IPV6) : service.families();
        String annotation = written(annotations, ADDRESS_ANNOTATION).isPresent() ? ADDRESS_ANNOTATION
                : ADDRESS_ANNOTATION_LATER;
        Optional<String> address = written(annotations, annotation);
        if (address.isPresent()) {
            return annotated(service, address.get(), annotation, pool, families);
        }
        if (service.loadBalancerIp().isPresent()) {
            return exactly(service.loadBalancerIp().get(), "spec.loadBalancerIP", pool, families);
        }
        return new Anywhere(pool.<Wish>map(name -> new Wish.FromPool(name, families))
                .orElseGet(() -> new Wish.AnyPool(families)));
    }

    /** The annotation by which the service asks to share an address, which this version does not do. */
    static Optional<String> sharing(Service service) {
        return Stream.of(SHARING_ANNOTATION, SHARING_ANNOTATION_LATER)
                .filter(name -> written(service.meta().annotations(), name).isPresent()).findFirst();
    }

    private static Wanted annotated(Service service, String text, String annotation, Optional<String> pool,
            List<Family> families) {
        if (service.loadBalancerIp().isPresent()) {
            return new Impossible(Refusal.twoAddresses(annotation));
        }
        return text.contains(",") ? new Impossible(Refusal.manyAddresses(annotation, text))
                : exactly(text.strip(), "annotation " + annotation, pool, families);
    }

    private static Wanted exactly(String text, String where, Optional<String> pool, List<Family> families) {
        Optional<IpAddress> address = IpAddress.parse(text);
        if (address.isEmpty()) {
            return new Impossible(Refusal.invalidAddress(where, text));
        }
        if (!families.contains(address.get().family())) {
            return new Impossible(Refusal.wrongFamily(address.get()));
        }
        return new Exactly(address.get(), pool);
    }

    private static Optional<Refusal> contradiction(String what, Map<String, String> annotations, String name,
            String later) {
        return written(annotations, name).flatMap(first -> written(annotations, later)
                .filter(second -> !first.equals(second))
                .map(second -> Refusal.twoWishes(what, name, first, later, second)));
    }

    /** An annotation without text says nothing. */
    private static Optional<String> written(Map<String, String> annotations, String name) {
        return Optional.ofNullable(annotations.get(name)).filter(text -> !text.isEmpty());
    }
}
