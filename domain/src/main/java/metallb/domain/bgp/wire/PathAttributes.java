package metallb.domain.bgp.wire;

import java.util.Objects;
import java.util.OptionalLong;
import metallb.domain.route.Attributes;

/**
 * What a peer said about the routes of one UPDATE.
 *
 * @param attributes those that our own routes have too; the path as received, the numbers of its sets in the order written
 * @param med MULTI_EXIT_DISC
 * @param unknown how many optional attributes we do not know
 */
public record PathAttributes(Attributes attributes, OptionalLong med, int unknown) {
    public PathAttributes {
        Objects.requireNonNull(attributes, "attributes");
        Objects.requireNonNull(med, "med");
    }
}
