package metallb.adapters.kubernetes;

import metallb.domain.cluster.ResourceVersion;

/**
 * Up to where in the server's history a feed has seen everything, and whether the server is still sure to have that
 * history: one that was restored from a backup, or begun anew, counts from a lower version, and says nothing at all to a
 * watch that goes on from a version of its future.
 */
final class Position {
    private String version = "";
    private boolean doubtful;

    /** A list has to come first. */
    boolean isUnknown() {
        return version.isEmpty();
    }

    /** The server has to be asked how far it is, before a watch goes on. */
    boolean isDoubtful() {
        return doubtful && !isUnknown();
    }

    String version() {
        return version;
    }

    /** A list of everything, made at that version. */
    void listed(String at) {
        version = at;
        doubtful = false;
    }

    /**
     * An event or a bookmark; versions of a watch only grow, so that an older one is a reason to doubt.
     *
     * @return whether the server has moved on; a bookmark of the version that was asked from is only an echo
     */
    boolean advance(String to) {
        if (isBehind(to)) {
            doubt();
            return false;
        }
        boolean moved = !to.isEmpty() && !to.equals(version);
        version = moved ? to : version;
        return moved;
    }

    /** The server, or the way to it, may be another one than before. */
    void doubt() {
        doubtful = true;
    }

    /**
     * The server has told how far it is.
     *
     * @return whether it may go on from here; otherwise the position is lost
     */
    boolean holdsAgainst(String newest) {
        doubtful = false;
        if (isBehind(newest)) {
            lose();
        }
        return !isUnknown();
    }

    /** Something was missed, or the server does not know the position any more. */
    void lose() {
        version = "";
    }

    private boolean isBehind(String other) {
        return new ResourceVersion(other).isOlderThan(new ResourceVersion(version));
    }
}
