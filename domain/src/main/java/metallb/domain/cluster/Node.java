package metallb.domain.cluster;

import java.util.Objects;

/**
 * A Node.
 *
 * @param ready condition Ready is True
 * @param networkUnavailable condition NetworkUnavailable is True
 * @param unschedulable {@code spec.unschedulable}
 * @param outOfService whether it carries the taint {@code node.kubernetes.io/out-of-service}
 */
public record Node(ObjectMeta meta, boolean ready, boolean networkUnavailable, boolean unschedulable,
        boolean outOfService) implements ClusterObject {
    /** A node that carries this label, with whatever value, is not to attract traffic of load balancers. */
    public static final String EXCLUDE_LABEL = "node.kubernetes.io/exclude-from-external-load-balancers";

    public Node {
        Objects.requireNonNull(meta, "meta");
    }

    @Override
    public Kind kind() {
        return Kind.NODE;
    }

    /** Whether it is meant to go on forwarding: neither failing, nor being emptied, nor given up. */
    public boolean isInService() {
        return ready && !unschedulable && !outOfService;
    }

    public boolean isExcluded() {
        return meta.labels().containsKey(EXCLUDE_LABEL);
    }
}
