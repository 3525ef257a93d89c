package metallb.domain.core;

import java.util.List;
import metallb.domain.net.LinkSettings;

/**
 * Give the connections of those who connect from the addresses of {@code remote} these settings, hold them to their
 * passwords and hops, and nobody else any more; answered by {@link Expecting}.
 */
public record Expect(List<LinkSettings> callers) implements SpeakerEffect {
    public Expect {
        callers = List.copyOf(callers);
    }
}
