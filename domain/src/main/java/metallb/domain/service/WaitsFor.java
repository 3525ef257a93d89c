package metallb.domain.service;

import java.util.List;
import java.util.Optional;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;

/** What has to happen before an unmet wish is worth another try; a change of the service itself always is. */
public sealed interface WaitsFor {
    /** Nothing: the wish is met, or no change elsewhere can help. */
    record Nothing() implements WaitsFor {}

    /** That address becomes free. */
    record Freed(IpAddress address) implements WaitsFor {}

    /**
     * An address becomes free in that pool, or in any that assigns by itself where none is named.
     *
     * @param families one of which it must be, in the enum's order
     */
    record Room(Optional<String> pool, List<Family> families) implements WaitsFor {
        public Room {
            families = families.stream().sorted().distinct().toList();
        }
    }

    /** Other pools come into force. */
    record OtherPools() implements WaitsFor {}
}
