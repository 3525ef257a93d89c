package metallb.domain.service;

import java.util.List;
import java.util.Optional;
import metallb.domain.cluster.AnnotationChange;
import metallb.domain.cluster.Service;
import metallb.domain.net.IpAddress;

/**
 * For which pool's sake a service was given its address. Written beside the address into an annotation of the service, so
 * that a controller that starts can tell a wish that was changed from a pool that was changed around the address
 * (docs/decisions/0016).
 */
public record GivenFor(IpAddress address, String pool) {
    public static final String ANNOTATION = "metallb.universe.tf/address-given-for-pool";

    /** What the annotation is to say; empty where there is to be none, since no pool was asked for. */
    public static Optional<GivenFor> of(List<IpAddress> current, Optional<Wanted> honoured) {
        return honoured.flatMap(Wanted::pool).filter(pool -> current.size() == 1)
                .map(pool -> new GivenFor(current.getFirst(), pool));
    }

    /** What has to change in the annotation, so that it says what it should; empty where it does. */
    public static Optional<AnnotationChange> change(Service service, Optional<GivenFor> right) {
        Optional<String> text = right.map(GivenFor::text);
        return text.equals(written(service)) ? Optional.empty() : Optional.of(new AnnotationChange(ANNOTATION, text));
    }

    /** Whether the service's annotation says that this address answered this wish. */
    static boolean vouches(Service service, List<IpAddress> claimed, Wanted wanted) {
        boolean isWhatItNames = !(wanted instanceof Wanted.Exactly exactly) || claimed.contains(exactly.address());
        Optional<String> right = of(claimed, Optional.of(wanted)).map(GivenFor::text);
        return isWhatItNames && right.isPresent() && right.equals(written(service));
    }

    /** {@code 192.0.2.1 production}. */
    String text() {
        return address + " " + pool;
    }

    private static Optional<String> written(Service service) {
        return Optional.ofNullable(service.meta().annotations().get(ANNOTATION));
    }
}
