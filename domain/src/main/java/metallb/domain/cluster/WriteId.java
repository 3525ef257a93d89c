package metallb.domain.cluster;

import java.util.Objects;

/**
 * Which write this is; the outcome echoes it, so that a late one is told from the one that is waited for.
 *
 * @param version the resourceVersion that the write was decided on
 * @param attempt counts the repetitions of the same write, from 1
 * @param term the leader's term in which it was decided; 0 without leader election
 */
public record WriteId(Kind kind, ObjectKey key, Uid uid, ResourceVersion version, int attempt, long term) {
    public WriteId {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(version, "version");
    }

    public WriteId nextAttempt() {
        return new WriteId(kind, key, uid, version, attempt + 1, term);
    }
}
