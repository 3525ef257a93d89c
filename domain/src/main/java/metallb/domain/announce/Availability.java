package metallb.domain.announce;

/**
 * Where a service has endpoints that can serve.
 *
 * @param anywhere at least one on some node
 * @param here at least one on this node
 */
public record Availability(boolean anywhere, boolean here) {
    public static final Availability NONE = new Availability(false, false);

    public Availability {
        if (here && !anywhere) {
            throw new IllegalArgumentException("here is somewhere");
        }
    }
}
