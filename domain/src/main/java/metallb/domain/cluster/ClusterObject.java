package metallb.domain.cluster;

/** An object that the core watches. */
public sealed interface ClusterObject permits Service, EndpointSlice, Node, ConfigSource, PasswordSecret {
    ObjectMeta meta();

    Kind kind();

    default ObjectKey key() {
        return meta().key();
    }

    default Uid uid() {
        return meta().uid();
    }
}
