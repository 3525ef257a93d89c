package metallb.domain.route;

import java.util.Objects;
import metallb.domain.net.Family;
import metallb.domain.net.Prefix;

/**
 * What a routing table is keyed by. The family says which table of the session the route belongs to.
 *
 * @param pathId the ADD-PATH identifier (RFC 7911), 0 to 2^32 - 1; 0 while there is one path a prefix
 */
public record RouteKey(Family family, Prefix prefix, long pathId) implements Comparable<RouteKey> {
    public RouteKey {
        Objects.requireNonNull(family, "family");
        if (prefix.family() != family) {
            throw new IllegalArgumentException(prefix + " is no " + family + " prefix");
        }
        if (pathId >>> 32 != 0) {
            throw new IllegalArgumentException("path id " + pathId);
        }
    }

    /** The only path of a prefix. */
    public static RouteKey of(Prefix prefix) {
        return new RouteKey(prefix.family(), prefix, 0);
    }

    /** By family, prefix, path id. */
    @Override
    public int compareTo(RouteKey other) {
        int byFamily = family.compareTo(other.family);
        if (byFamily != 0) {
            return byFamily;
        }
        int byPrefix = prefix.compareTo(other.prefix);
        return byPrefix != 0 ? byPrefix : Long.compare(pathId, other.pathId);
    }

    @Override
    public int hashCode() {
        return prefix.hashCode() * 31 + Long.hashCode(pathId);
    }

    /** The prefix, and {@code #id} where the path id is not 0. */
    @Override
    public String toString() {
        return pathId == 0 ? prefix.toString() : prefix + "#" + pathId;
    }
}
