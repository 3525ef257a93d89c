package metallb.domain.route;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What a route says besides where it leads. Immutable; the hash is computed once and equality asks for identity, then the
 * hash, before anything else, so that comparing the tables of 100,000 routes that share a few sets costs next to nothing.
 */
public final class Attributes {
    private final Origin origin;
    private final List<Asn> asPath;
    private final OptionalLong localPreference;
    private final List<Community> communities;
    private final int hash;

    private Attributes(Origin origin, List<Asn> asPath, OptionalLong localPreference, List<Community> communities) {
        this.origin = Objects.requireNonNull(origin, "origin");
        this.asPath = asPath;
        this.localPreference = Objects.requireNonNull(localPreference, "localPreference");
        this.communities = communities;
        this.hash = ((origin.code() * 31 + asPath.hashCode()) * 31 + localPreference.hashCode()) * 31
                + communities.hashCode();
    }

    /**
     * @param asPath the path before a session prepends its own AS number: empty for the routes that we originate
     * @param localPreference 0 to 2^32 - 1; empty leaves it to the session
     * @param communities in any order, repetitions allowed; kept sorted and each once
     */
    public static Attributes of(Origin origin, List<Asn> asPath, OptionalLong localPreference,
            List<Community> communities) {
        if (localPreference.isPresent() && localPreference.getAsLong() >>> 32 != 0) {
            throw new IllegalArgumentException("local preference " + localPreference.getAsLong());
        }
        return new Attributes(origin, List.copyOf(asPath), localPreference, List.copyOf(new TreeSet<>(communities)));
    }

    /** Of a route that we originate: an empty path. */
    public static Attributes originated(Origin origin, OptionalLong localPreference, List<Community> communities) {
        return of(origin, List.of(), localPreference, communities);
    }

    /** The same with another origin. */
    public Attributes withOrigin(Origin other) {
        return other == origin ? this : new Attributes(other, asPath, localPreference, communities);
    }

    public Origin origin() {
        return origin;
    }

    /** Nearest AS first; empty for our own routes, since the session prepends. */
    public List<Asn> asPath() {
        return asPath;
    }

    public OptionalLong localPreference() {
        return localPreference;
    }

    /** Sorted, each once. */
    public List<Community> communities() {
        return communities;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Attributes that && hash == that.hash && origin == that.origin
                && localPreference.equals(that.localPreference) && asPath.equals(that.asPath)
                && communities.equals(that.communities);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** {@code origin IGP, path [64500], local preference 100, communities [1:2]}; what is absent is left out. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("origin ").append(origin);
        if (!asPath.isEmpty()) {
            text.append(", path ").append(asPath);
        }
        localPreference.ifPresent(value -> text.append(", local preference ").append(value));
        if (!communities.isEmpty()) {
            text.append(", communities ").append(communities);
        }
        return text.toString();
    }
}
