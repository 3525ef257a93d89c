package metallb.domain.core;

import java.util.Objects;
import metallb.domain.net.LinkEnds;

/**
 * The transport closed a connection of somebody whom {@link Expect} named, before it read anything of it: there never was a
 * link.
 *
 * @param why what he was to prove and did not, in words for people
 */
public record Refused(LinkEnds ends, String why) implements TransportEvent {
    public Refused {
        Objects.requireNonNull(ends, "ends");
        Objects.requireNonNull(why, "why");
    }
}
