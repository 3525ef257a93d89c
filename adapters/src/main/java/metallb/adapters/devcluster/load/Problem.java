package metallb.adapters.devcluster.load;

/**
 * Why something in a file did not get into the cluster.
 *
 * @param line from 1; 0 where it is about the whole file
 */
public record Problem(String file, int line, String what) {
    /** {@code FILE:LINE: what is wrong}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + what;
    }
}
