package metallb.domain.core;

import java.util.Objects;
import metallb.domain.cluster.Write;

/** Ask the API; the answer comes back as {@link Written}. */
public record ApiWrite(Write write) implements ControllerEffect {
    public ApiWrite {
        Objects.requireNonNull(write, "write");
    }
}
