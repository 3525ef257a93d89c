package metallb.domain.cluster;

/** {@code spec.externalTrafficPolicy}; what is absent or unknown means Cluster, only the exact word Local is special. */
public enum TrafficPolicy {
    CLUSTER,
    LOCAL
}
