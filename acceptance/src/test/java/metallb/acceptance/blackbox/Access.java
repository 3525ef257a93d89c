package metallb.acceptance.blackbox;

import java.util.Set;
import java.util.TreeSet;

/**
 * Something that was done to objects, or the right to do it. Its text is {@code patch configmaps @metallb-system config-accepted}.
 *
 * @param resource with subresource and group where there are: {@code services/status}, {@code leases.coordination.k8s.io}
 * @param namespace empty for all of them, and for objects that are in none
 * @param name empty for a whole collection; of a right, for objects of any name. A right to create can't be bound to names, so
 *     there it is left out
 */
record Access(String verb, String resource, String namespace, String name) implements Comparable<Access> {
    /** Where all that has a name known to us is: what is outside belongs to users, who call it what they like. */
    static final String HOME = Administrator.NAMESPACE;

    Access {
        name = verb.equals("create") ? "" : name;
    }

    /** What was done though no right covers it. */
    static TreeSet<Access> beyond(Set<Access> granted, Set<Access> done) {
        TreeSet<Access> beyond = new TreeSet<>(done);
        beyond.removeIf(each -> granted.stream().anyMatch(right -> right.covers(each)));
        return beyond;
    }

    /** Rights that nothing was done with which a narrower one would not cover too: those that should be narrower, or not be. */
    static TreeSet<Access> tooWide(Set<Access> granted, Set<Access> done) {
        TreeSet<Access> unused = new TreeSet<>(granted);
        unused.removeIf(right -> done.stream().anyMatch(each -> right.covers(each) && !right.isWiderThanNeededFor(each)));
        return unused;
    }

    private boolean covers(Access done) {
        return verb.equals(done.verb) && resource.equals(done.resource) && (namespace.isEmpty() || namespace.equals(done.namespace))
                && (name.isEmpty() || name.equals(done.name));
    }

    /** A role in our namespace would do, or one that names the object. */
    private boolean isWiderThanNeededFor(Access done) {
        return namespace.isEmpty() && done.namespace.equals(HOME)
                || name.isEmpty() && !done.name.isEmpty() && namespace.equals(HOME);
    }

    @Override
    public int compareTo(Access other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return verb + " " + resource + (namespace.isEmpty() ? "" : " @" + namespace) + (name.isEmpty() ? "" : " " + name);
    }
}
